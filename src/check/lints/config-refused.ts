import { inConfig } from '../config-place.ts';
import type { Lint } from '../lint.ts';

/** What other lints say better, with the very text that is wrong. */
const SAID_ELSEWHERE =
  /^(?:Failed to parse regex|Invalid reg[eE]xp|Invalid JSONata|Invalid template)|cannot combine both|Invalid regExp/;

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
      .filter(({ message }) => !SAID_ELSEWHERE.test(message))
      .map(({ message, path, stops }) => ({
        place: inConfig(inspection, path),
        message: message.replace(/\.? Rule: \{.*$/s, ''),
        severity: stops ? 'error' : 'warning',
      })),
  fires: { config: { extends: ['config:recommended'], packageRules: [{ matchPackageName: ['x'], enabled: false }] } },
  silent: {},
};
