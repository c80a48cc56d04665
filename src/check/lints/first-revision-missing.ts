import { formatVersion } from '../../sysext/tag.ts';
import { repositoryOf } from '../examples.ts';
import { at, nameOf, versionsOf, viewOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Patches whose revision 1 is not published, which is what nodes without a way to list tags ask for. */
export const lint: Lint = {
  id: 'first-revision-missing',
  severity: 'info',
  title: 'Revision 1 of a cached patch is not published',
  impact:
    'Network-isolated nodes cannot list tags, and today ask for revision 1: of this patch they get nothing from the registry.',
  fix: 'Nothing, where such nodes use the cached file, as `resolve --isolated` does.',
  asksRegistry: 'as a plan',
  find: (facts) =>
    facts.slots.flatMap((slot) => {
      const view = viewOf(facts, slot);
      if (view === undefined) return [];
      return versionsOf(slot).flatMap(({ field, version }) => {
        const wanted = formatVersion({ ...version, revision: 1 });
        const published = view.versions.find(({ text }) => text === wanted);
        if (facts.arches.every((arch) => published?.arches.includes(arch))) return [];
        const message = `${nameOf(slot)}: ${slot[field]} is cached, ${wanted} is not published`;
        return [{ place: at(slot, field), message }];
      });
    }),
  fires: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
  silent: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
};
