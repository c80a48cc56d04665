import { withSysextRule } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Fields of templates that do not exist. */
export const lint: Lint = {
  id: 'template-field',
  severity: 'error',
  title: 'A template uses an unknown field',
  impact:
    'The field is replaced with an empty string without a warning: a group or a title lacks its version, a lookup uses half of a name.',
  fix: 'Use a field that Renovate documents under "Templates". In a custom manager, use a group of its matchStrings.',
  find: ({ inspection }) => mistakesOf(inspection, 'field'),
  invalid: {
    config: withSysextRule({ groupName: 'sysexts {{newmajor}}' }),
    findings: [{ file: 'renovate.json', line: 10, message: 'groupName "newmajor": this field is never set' }],
  },
  valid: {},
};
