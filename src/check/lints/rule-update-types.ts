import { formatPath } from '../../manifest/path.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Rules that ask for something of the lookup, by something that is known after it. */
export const lint: Lint = {
  id: 'rule-update-types',
  severity: 'error',
  title: 'A rule matches by the kind of update, and sets what decides on the kind',
  impact: 'Renovate refuses the configuration, and opens no pull request at all.',
  fix: 'Make two rules of it: one with matchUpdateTypes, one without.',
  find: ({ inspection }) =>
    inspection.refusals.flatMap(({ combines, path }) => {
      if (combines === undefined) return [];
      const [selector, option] = combines;
      return [{ place: inConfig(inspection, path), message: `${formatPath(path)} has ${selector} beside ${option}` }];
    }),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], matchUpdateTypes: ['patch'], allowedVersions: '/azlinux3/' }],
    },
  },
  silent: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], matchUpdateTypes: ['patch'], automerge: true }],
    },
  },
};
