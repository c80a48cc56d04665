import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of versionings that Renovate does not have. */
export const lint: Lint = {
  id: 'versioning-unknown',
  severity: 'error',
  title: "A versioning is none of Renovate's",
  impact: 'Renovate takes semver-coerced without a word, which cannot tell distros apart.',
  fix: 'Correct the name. On hosted bots, aks-sysext is none: the default preset brings the same as a regex.',
  find: ({ inspection }) => mistakesOf(inspection, 'versioning'),
  fires: {
    config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'aks-sysext' }] },
  },
  silent: {},
};
