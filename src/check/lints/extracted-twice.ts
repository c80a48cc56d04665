import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Slots and annotated lines that two managers extract. */
export const lint: Lint = {
  id: 'extracted-twice',
  severity: 'error',
  title: 'Two managers extract the same slot or annotated line',
  impact: 'The edits of the two managers conflict: the pull request is not updated, or has one half of a bump.',
  fix: 'Remove sysexts from the other manager, or disable them there: `{ "matchDatasources": ["docker"], "matchPackageNames": ["/-sysext$/"], "enabled": false }`.',
  find: (facts) =>
    problemsOf(facts, 'extracted-twice').map((found) => {
      if (found.place.path === undefined) return found;
      // The location of a slot already identifies it, and the lint has the fix for slots.
      const { impact: _impact, fix: _fix, ...rest } = found;
      return { ...rest, message: 'extracted by two managers, whose edits conflict' };
    }),
  invalid: {
    config: {
      extends: [PRESET],
      customManagers: [
        {
          customType: 'regex',
          managerFilePatterns: ['/components\\.json$/'],
          matchStrings: [
            '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
          ],
          datasourceTemplate: 'docker',
        },
      ],
    },
    findings: [
      { file: 'components.json', line: 11, message: 'kubelet 1.34: extracted by two managers, whose edits conflict' },
    ],
  },
  valid: {},
};
