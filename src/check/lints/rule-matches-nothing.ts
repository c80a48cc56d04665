import { ruleAt } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Rules of the repository's own file that match no dependency of it. */
export const lint: Lint = {
  id: 'rule-matches-nothing',
  severity: 'warning',
  title: 'A package rule matches no dependency of the repository',
  impact: 'What it asks for does not happen, and nothing says so: a version stays pinned, a group stays apart.',
  fix: 'Packages are matched by their whole name; a name alone is a pattern, such as /(?:^|\\/)kubelet-sysext$/. Or take the rule out.',
  find: ({ inspection }) =>
    inspection.rules
      .filter(({ matches }) => matches.length === 0)
      .map(({ index, description }) => {
        const name = description === '' ? '' : ` (${description})`;
        return { place: ruleAt(inspection, index), message: `packageRules[${index}]${name} matches no dependency` };
      }),
  fires: { config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['kubelet-sysext'], automerge: true }] } },
  silent: {
    config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/\\/kubelet-sysext$/'], automerge: true }] },
  },
};
