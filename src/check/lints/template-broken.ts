import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { mistakesOf } from '../mistakes.ts';

/** Templates with broken syntax or unknown helpers. */
export const lint: Lint = {
  id: 'template-broken',
  severity: 'error',
  title: 'A template does not compile',
  impact: 'Renovate gives the repository up, or the dependency, when it fills the template in.',
  fix: 'Correct it; the helpers are listed under "Templates" in Renovate\'s documentation.',
  find: ({ inspection }) => mistakesOf(inspection, 'template', 'helper'),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], groupName: '{{upper depName}}' }],
    },
  },
  silent: {},
};
