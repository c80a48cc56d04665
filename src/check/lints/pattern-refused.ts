import { withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Patterns that are not valid in RE2, in every option that has patterns. */
export const lint: Lint = {
  id: 'pattern-refused',
  severity: 'error',
  title: 'A pattern is not valid in RE2',
  impact:
    'Hosted bots use RE2, and reject the configuration. Bots without RE2 use the pattern as a JavaScript RegExp, so that one file has two meanings.',
  fix: 'Write the pattern without look-around, back-references and repetitions above 1000, and give each group a unique name.',
  find: ({ inspection }) => mistakesOf(inspection, 'pattern'),
  invalid: {
    config: withRules({ matchPackageNames: ['/kubelet-(?!old)/'], automerge: true }),
    findings: [
      { file: 'renovate.json', line: 8, message: 'matchPackageNames "kubelet-(?!old)": invalid perl operator: (?!' },
    ],
  },
  valid: {},
};
