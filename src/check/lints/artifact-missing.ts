import { formatVersion } from '../../sysext/tag.ts';
import { repositoryOf } from '../examples.ts';
import { at, nameOf, versionsOf, viewOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Versions in a manifest that the registry does not have for one of the architectures. */
export const lint: Lint = {
  id: 'artifact-missing',
  severity: 'error',
  title: 'A cached version is not published for every architecture',
  impact: 'Image builds for the missing architecture fail.',
  fix: 'Write a version that is published for every architecture. The default preset proposes only those.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    facts.slots.flatMap((slot) => {
      const view = viewOf(facts, slot);
      if (view === undefined) return [];
      return versionsOf(slot).flatMap(({ field, version }) => {
        const published = view.versions.find(({ text }) => text === formatVersion(version));
        const missing = facts.arches.filter((arch) => !published?.arches.includes(arch));
        if (missing.length === 0) return [];
        const repository = `${slot.registry}/${slot.repository}`;
        const message = `${nameOf(slot)}: ${slot[field]} is not published for ${missing.join(', ')} in ${repository}`;
        return [{ place: at(slot, field), message }];
      });
    }),
  invalid: {
    tags: { [KUBELET]: ['v1.34.10-1-azlinux3-x86-64', 'v1.34.9-2-azlinux3'] },
    findings: [
      {
        file: 'components.json',
        line: 11,
        message:
          'kubelet 1.34: v1.34.10-1-azlinux3 is not published for arm64 in https://registry.example/oss/v2/kubernetes/kubelet-sysext',
      },
    ],
  },
  valid: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
};
