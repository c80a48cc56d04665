import { formatVersion } from '../../sysext/tag.ts';
import { repositoryOf } from '../examples.ts';
import { at, nameOf, versionsOf, viewOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Versions in a manifest that the registry does not have, for one of the architectures. */
export const lint: Lint = {
  id: 'artifact-missing',
  severity: 'error',
  title: 'A cached version is not published, or no longer, for every architecture',
  impact: 'Image builds of that architecture fail.',
  fix: 'Take a version that every architecture has; the default preset proposes no other.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    facts.slots.flatMap((slot) => {
      const view = viewOf(facts, slot);
      if (view === undefined) return [];
      return versionsOf(slot).flatMap(({ field, version }) => {
        const published = view.versions.find(({ text }) => text === formatVersion(version));
        const missing = facts.arches.filter((arch) => !published?.arches.includes(arch));
        if (missing.length === 0) return [];
        const where = `${slot.registry}/${slot.repository}`;
        const message = `${nameOf(slot)}: ${where} has no ${slot[field]} for ${missing.join(', ')}`;
        return [{ place: at(slot, field), message }];
      });
    }),
  fires: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3-x86-64', 'v1.34.9-2-azlinux3'] } },
  silent: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
};
