import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3')]),
  pack('other', [slot('other', 'v1.34.9-5-azlinux3')]),
);

/** Groups that share a branch, and pull requests that share a title. */
export const lint: Lint = {
  id: 'branch-collision',
  severity: 'error',
  title: 'Two groups of sysexts share a branch or a pull request title',
  impact: 'One pull request has the updates of both groups, or two pull requests cannot be distinguished.',
  fix: 'Give each group its own name in branchTopic, groupSlug and commitMessageTopic: {{{groupSlug}}}, {{{groupName}}}.',
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
          message: `${namesIn(branch)}: the groups ${branch.groups.join(', ')} share the branch ${branch.name}`,
        }));
      const titles = [...Map.groupBy(branches, ({ title }) => title)]
        .filter(([, same]) => new Set(same.map(({ groups }) => JSON.stringify(groups))).size > 1)
        .map(([title, same]) => ({
          place,
          message: `the branches ${same.map(({ name }) => name).join(', ')} share the title ${JSON.stringify(title)}`,
        }));
      return [...shared, ...titles];
    });
    return [...new Map(found.map((one) => [one.message, one])).values()];
  },
  invalid: {
    manifest: MANIFEST,
    config: { extends: [PRESET], group: { branchTopic: 'sysexts' } },
    findings: [
      {
        file: 'renovate.json',
        line: 1,
        message:
          'kubelet 1.34; other 1.34: the groups Kubernetes sysexts, other-sysext share the branch renovate/sysexts',
      },
    ],
  },
  valid: { manifest: MANIFEST },
};
