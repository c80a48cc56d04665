import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of managers that Renovate does not have. */
export const lint: Lint = {
  id: 'manager-unknown',
  severity: 'error',
  title: "A manager is none of Renovate's",
  impact: 'A rule that names it matches nothing.',
  fix: 'Correct the name; custom managers are custom.regex and custom.jsonata.',
  find: ({ inspection }) => mistakesOf(inspection, 'manager'),
  fires: { config: { extends: [PRESET], packageRules: [{ matchManagers: ['regexp'], automerge: true }] } },
  silent: {},
};
