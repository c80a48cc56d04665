import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A configuration in which the distro is not part of the version. */
export const lint: Lint = {
  id: 'distro-switch',
  severity: 'error',
  title: 'A build for another distro would be proposed',
  impact: 'A bump swaps the distro under a node pool.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets: they keep the distro.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning', 'extractVersion', 'versionCompatibility', 'allowedVersions'],
      what: ({ offers }) => (offers.otherDistro ? 'a newer build of another distro would be proposed' : undefined),
      without: 'the default preset keeps the distro',
    }),
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
