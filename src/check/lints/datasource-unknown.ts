import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of datasources that Renovate does not have. */
export const lint: Lint = {
  id: 'datasource-unknown',
  severity: 'error',
  title: "A datasource is none of Renovate's",
  impact: 'A rule that names it matches nothing; a manager that names it looks nothing up.',
  fix: 'Correct the name; a custom datasource is `custom.<its name>`, and has to be among customDatasources.',
  find: ({ inspection }) => mistakesOf(inspection, 'datasource'),
  fires: {
    config: { extends: [PRESET], packageRules: [{ matchDatasources: ['custom.aks-sysexts'], automerge: true }] },
  },
  silent: {},
};
