import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Patterns outside of RE2, in every option that holds one. */
export const lint: Lint = {
  id: 'pattern-refused',
  severity: 'error',
  title: 'RE2 refuses a pattern',
  impact:
    'Hosted bots run on RE2, where the configuration then fails; elsewhere JavaScript takes the pattern, and the same file means two things.',
  fix: 'Write it without look-around, back-references and repetitions above 1000; give each group one name.',
  find: ({ inspection }) => mistakesOf(inspection, 'pattern'),
  fires: {
    config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/kubelet-(?!old)/'], automerge: true }] },
  },
  silent: {},
};
