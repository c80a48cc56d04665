import { withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of managers that do not exist. */
export const lint: Lint = {
  id: 'manager-unknown',
  severity: 'error',
  title: 'A manager does not exist',
  impact: 'A rule that names it never matches.',
  fix: 'Correct the name. Custom managers are named custom.regex and custom.jsonata.',
  find: ({ inspection }) => mistakesOf(inspection, 'manager'),
  invalid: {
    config: withRules({ matchManagers: ['regexp'], automerge: true }),
    findings: [{ file: 'renovate.json', line: 8, message: 'matchManagers "regexp": Renovate has no such manager' }],
  },
  valid: {},
};
