import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** JSONata that does not compile. */
export const lint: Lint = {
  id: 'expression-broken',
  severity: 'error',
  title: 'A JSONata expression does not compile',
  impact: 'Renovate refuses the configuration, or every lookup by the datasource comes to nothing.',
  fix: 'Correct it; try.jsonata.org tells where it breaks.',
  find: ({ inspection }) => mistakesOf(inspection, 'expression'),
  fires: { config: { extends: [PRESET], packageRules: [{ matchJsonata: ['depName = '], automerge: true }] } },
  silent: {},
};
