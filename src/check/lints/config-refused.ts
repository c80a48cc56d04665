import { inConfig } from '../config-place.ts';
import type { Lint } from '../lint.ts';

/** Renovate's own validation. */
export const lint: Lint = {
  id: 'config-refused',
  severity: 'error',
  severityNote: 'warning where Renovate itself only warns',
  title: "Renovate's own validation refuses the configuration, or warns of it",
  impact: 'Of a refused configuration, Renovate opens an issue about it, and no pull request at all.',
  fix: "Look the option up in Renovate's documentation of configuration options.",
  find: ({ inspection }) =>
    inspection.refusals
      // Lints of their own report these more precisely.
      .filter(({ isMistake, combines }) => !isMistake && combines === undefined)
      .map(({ message, path, stops }) => ({
        place: inConfig(inspection, path),
        message,
        severity: stops ? 'error' : 'warning',
      })),
  fires: { config: { extends: ['config:recommended'], packageRules: [{ matchPackageName: ['x'], enabled: false }] } },
  silent: {},
};
