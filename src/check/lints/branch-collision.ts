import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
  pack('other', [slot('other', 'v1.34.9-5-azlinux3')]),
);

/** Groups that come in one branch, and pull requests that cannot be told apart. */
export const lint: Lint = {
  id: 'branch-collision',
  severity: 'error',
  title: 'Two groups of sysexts have the same branch, or the same title',
  impact: 'A pull request has the updates of both groups; or nobody can see which of two pull requests is which.',
  fix: 'Give each group a name of its own in branchTopic, groupSlug and commitMessageTopic: {{{groupSlug}}}, {{{groupName}}}.',
  find: ({ inspection }) => {
    const namesIn = ({ slots }: { readonly slots: readonly number[] }) =>
      namesOfSysexts(slots.flatMap((slot) => inspection.sysexts[slot] ?? []));
    const place = { file: inspection.file };
    const builds = Map.groupBy(inspection.branches, ({ build }) => build);
    const found = [...builds.values()].flatMap((branches) => {
      const shared = branches
        .filter(({ groups }) => groups.length > 1)
        .map((branch) => ({
          place,
          message: `${namesIn(branch)}: the groups ${branch.groups.join(', ')} come in one branch, ${branch.name}`,
        }));
      const titles = [...Map.groupBy(branches, ({ title }) => title)]
        .filter(([, same]) => new Set(same.map(({ groups }) => JSON.stringify(groups))).size > 1)
        .map(([title, same]) => ({
          place,
          message: `the branches ${same.map(({ name }) => name).join(', ')} have the same title, ${JSON.stringify(title)}`,
        }));
      return [...shared, ...titles];
    });
    return [...new Map(found.map((one) => [one.message, one])).values()];
  },
  fires: { manifest: MANIFEST, config: { extends: [PRESET], group: { branchTopic: 'sysexts' } } },
  silent: { manifest: MANIFEST },
};
