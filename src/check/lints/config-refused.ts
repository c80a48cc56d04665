import { inConfig } from '../config-place.ts';
import type { Lint } from '../lint.ts';

/** Findings of Renovate's own validation. */
export const lint: Lint = {
  id: 'config-refused',
  severity: 'error',
  severityNote: 'warning if Renovate only warns',
  title: "Renovate's validation rejects the configuration, or warns about it",
  impact: 'Renovate opens an issue about a rejected configuration, and stops opening pull requests.',
  fix: "Correct the option as described in Renovate's documentation of configuration options.",
  find: ({ inspection }) =>
    inspection.refusals
      // Lints of their own report these more precisely.
      .filter(({ isMistake, combines }) => !isMistake && combines === undefined)
      .map(({ message, path, stops }) => ({
        place: inConfig(inspection, path),
        message,
        severity: stops ? 'error' : 'warning',
      })),
  invalid: {
    config: { extends: ['config:recommended'], packageRules: [{ matchPackageName: ['x'], enabled: false }] },
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message: 'packageRules[0]: Each packageRule must contain at least one match* or exclude* selector',
      },
      { file: 'renovate.json', line: 7, message: 'Invalid configuration option: packageRules[0].matchPackageName' },
    ],
  },
  valid: {},
};
