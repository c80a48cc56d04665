import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A versioning that cannot read a value, or reads the revision as a pre-release. */
export const lint: Lint = {
  id: 'revision-as-prerelease',
  severity: 'error',
  title: 'The revision of a sysext is taken for a pre-release, or its value for none',
  leadsTo: 'The value is dropped as invalid, or stable versions are held back beside unstable ones.',
  mend: "Take the rule's versioning out: the default preset brings the right one.",
  find: (facts) =>
    sysextsWith(facts, ['versioning'], ({ offers, reads }) =>
      reads !== 'stable' && offers !== null
        ? 'the versioning takes it for a pre-release, or for no version'
        : undefined,
    ),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [
        {
          matchPackageNames: ['/-sysext$/'],
          versioning:
            'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<prerelease>\\d+)-(?<compatibility>.+)$',
        },
      ],
    },
  },
  silent: {},
};
