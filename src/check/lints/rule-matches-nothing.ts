import { ruleAt } from '../config-place.ts';
import { withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Rules in the repository's own configuration that do not match any dependency. */
export const lint: Lint = {
  id: 'rule-matches-nothing',
  severity: 'warning',
  title: 'A package rule does not match any dependency of the repository',
  impact:
    'The options of the rule do not apply, and Renovate does not report it: a version stays pinned, a group stays split.',
  fix: 'Write the full name of the package, or a pattern such as /(?:^|\\/)kubelet-sysext$/. Or remove the rule.',
  find: ({ inspection }) =>
    inspection.rules
      .filter(({ matches }) => matches.length === 0)
      .map(({ index, description }) => {
        const name = description === '' ? '' : ` (${description})`;
        return {
          place: ruleAt(inspection, index),
          message: `packageRules[${index}]${name} does not match any dependency`,
        };
      }),
  invalid: {
    config: withRules({ matchPackageNames: ['kubelet-sysext'], automerge: true }),
    findings: [{ file: 'renovate.json', line: 6, message: 'packageRules[0] does not match any dependency' }],
  },
  valid: { config: withRules({ matchPackageNames: ['/\\/kubelet-sysext$/'], automerge: true }) },
};
