import { formatPath } from '../../manifest/path.ts';
import { inConfig } from '../config-place.ts';
import { withSysextRule } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Rules that set an option of the lookup, and match by the update type, which is the result of the lookup. */
export const lint: Lint = {
  id: 'rule-update-types',
  severity: 'error',
  title: 'A package rule matches by update type, and sets an option that determines the update type',
  impact: 'Renovate rejects the configuration, and does not open any pull request.',
  fix: 'Split the rule into one with matchUpdateTypes and one without.',
  find: ({ inspection }) =>
    inspection.refusals.flatMap(({ combines, path }) => {
      if (combines === undefined) return [];
      const [selector, option] = combines;
      return [
        { place: inConfig(inspection, path), message: `${formatPath(path)} combines ${selector} with ${option}` },
      ];
    }),
  invalid: {
    config: withSysextRule({ matchUpdateTypes: ['patch'], allowedVersions: '/azlinux3/' }),
    findings: [
      { file: 'renovate.json', line: 6, message: 'packageRules[0] combines matchUpdateTypes with allowedVersions' },
    ],
  },
  valid: { config: withSysextRule({ matchUpdateTypes: ['patch'], automerge: true }) },
};
