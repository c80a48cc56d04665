import { formatVersion } from '../../sysext/tag.ts';
import { repositoryOf } from '../examples.ts';
import { at, nameOf, versionsOf, viewOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Patches whose revision 1 is not published, which nodes that cannot list tags request. */
export const lint: Lint = {
  id: 'first-revision-missing',
  severity: 'info',
  title: 'Revision 1 of a cached patch is not published',
  impact:
    'Network-isolated nodes cannot list tags, and request revision 1. They do not get this patch from the registry.',
  fix: 'Ignore this finding if such nodes use the cached file, as `resolve --isolated` does. Otherwise, publish revision 1.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    facts.slots.flatMap((slot) => {
      const view = viewOf(facts, slot);
      if (view === undefined) return [];
      return versionsOf(slot).flatMap(({ field, version }) => {
        const first = formatVersion({ ...version, revision: 1 });
        const published = view.versions.find(({ text }) => text === first);
        if (facts.arches.every((arch) => published?.arches.includes(arch))) return [];
        const message = `${nameOf(slot)}: ${first} is not published, and ${slot[field]} is cached`;
        return [{ place: at(slot, field), message }];
      });
    }),
  invalid: {
    tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'] },
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: v1.34.9-1-azlinux3 is not published, and v1.34.9-2-azlinux3 is cached',
      },
    ],
  },
  valid: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
};
