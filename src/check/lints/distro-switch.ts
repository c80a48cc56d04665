import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration in which the distro is no part of the version. */
export const lint: Lint = {
  id: 'distro-switch',
  severity: 'error',
  title: 'A build for another distro would be offered',
  leadsTo: 'A bump swaps the distro under a node pool.',
  mend: "Take the rule's versioning and extractVersion out: the default preset holds the distro.",
  find: (facts) =>
    sysextsWith(facts, ['versioning', 'extractVersion', 'allowedVersions'], ({ offers }) =>
      offers?.otherDistro ? 'a newer build of another distro would be offered' : undefined,
    ),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [
        {
          matchPackageNames: ['/-sysext$/'],
          versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-.+$',
          extractVersion: '^(?<version>.+)$',
        },
      ],
    },
  },
  silent: {},
};
