import { withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Names of datasources that do not exist. */
export const lint: Lint = {
  id: 'datasource-unknown',
  severity: 'error',
  title: 'A datasource does not exist',
  impact: 'A rule that names it never matches, and a manager that names it does not find any version.',
  fix: 'Correct the name. A custom datasource is named `custom.<name>`, and is defined in customDatasources.',
  find: ({ inspection }) => mistakesOf(inspection, 'datasource'),
  invalid: {
    config: withRules({ matchDatasources: ['custom.aks-sysexts'], automerge: true }),
    findings: [
      {
        file: 'renovate.json',
        line: 8,
        message: 'matchDatasources "custom.aks-sysexts": Renovate has no such datasource',
      },
    ],
  },
  valid: {},
};
