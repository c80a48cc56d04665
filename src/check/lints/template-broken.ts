import { withSysextRule } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Templates with invalid syntax or unknown helpers. */
export const lint: Lint = {
  id: 'template-broken',
  severity: 'error',
  title: 'A template does not compile',
  impact: 'Renovate aborts, or skips the dependency, when it compiles the template.',
  fix: 'Correct the template. Renovate documents the helpers under "Templates".',
  find: ({ inspection }) => mistakesOf(inspection, 'template', 'helper'),
  invalid: {
    config: withSysextRule({ groupName: '{{upper depName}}' }),
    findings: [{ file: 'renovate.json', line: 10, message: 'groupName "upper": unknown template helper' }],
  },
  valid: {},
};
