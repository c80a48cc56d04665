import { withSysextRule } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of versionings that do not exist. */
export const lint: Lint = {
  id: 'versioning-unknown',
  severity: 'error',
  title: 'A versioning does not exist',
  impact: 'Renovate falls back to semver-coerced without a warning, which cannot distinguish distros.',
  fix: 'Correct the name. Hosted bots do not have aks-sysext: the default preset sets the same versioning as a regex.',
  find: ({ inspection }) => mistakesOf(inspection, 'versioning'),
  invalid: {
    config: withSysextRule({ versioning: 'aks-sysext' }),
    findings: [
      {
        file: 'renovate.json',
        line: 10,
        message: 'versioning "aks-sysext": Renovate has no such versioning, and takes semver-coerced without a word',
      },
    ],
  },
  valid: {},
};
