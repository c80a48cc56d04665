import { parseVersion } from '../../sysext/tag.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A versioning that cannot read a value, or reads the revision as a pre-release. */
export const lint: Lint = {
  id: 'revision-as-prerelease',
  severity: 'error',
  title: 'By its versioning, a sysext is a pre-release, or its value is not a valid version',
  impact: 'The value is skipped as invalid, or unstable versions are proposed beside stable ones.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets: they have the right versioning.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ currentValue, reads }) => {
        if (reads === 'invalid') return 'the value is not a valid version';
        const isStable = parseVersion(currentValue)?.prerelease === undefined;
        return isStable && reads === 'unstable' ? 'the revision counts as a pre-release' : undefined;
      },
      without: 'the default preset has the right one',
    }),
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
