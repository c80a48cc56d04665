import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Slots and annotated lines that two managers match. */
export const lint: Lint = {
  id: 'extracted-twice',
  severity: 'error',
  title: 'Two managers match the same slot or annotated line',
  leadsTo: "Their edits get in each other's way, and the pull request is never updated or holds half of a bump.",
  mend: 'Take sysexts out of the other manager; or extend presets/rules in place of the default preset.',
  find: (facts) => problemsOf(facts, 'extracted-twice'),
  fires: {
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
  },
  silent: {},
};
