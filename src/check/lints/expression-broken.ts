import { withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** JSONata expressions that do not compile. */
export const lint: Lint = {
  id: 'expression-broken',
  severity: 'error',
  title: 'A JSONata expression does not compile',
  impact: 'Renovate rejects the configuration, or lookups with the datasource do not find any version.',
  fix: 'Correct the expression. try.jsonata.org shows the position of the error.',
  find: ({ inspection }) => mistakesOf(inspection, 'expression'),
  invalid: {
    config: withRules({ matchJsonata: ['depName = '], automerge: true }),
    findings: [{ file: 'renovate.json', line: 8, message: 'matchJsonata "depName = ": Unexpected end of expression' }],
  },
  valid: {},
};
