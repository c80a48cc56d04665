import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Fields of templates that Renovate does not know. */
export const lint: Lint = {
  id: 'template-field',
  severity: 'error',
  title: 'A template names a field that nothing fills in',
  impact: 'It comes out empty, without a word: a group or a title without its version, a lookup of half a name.',
  fix: 'Use a field of Renovate\'s list "Templates"; in a custom manager, a group of its matchStrings.',
  find: ({ inspection }) => mistakesOf(inspection, 'field'),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], groupName: 'sysexts {{newmajor}}' }],
    },
  },
  silent: {},
};
