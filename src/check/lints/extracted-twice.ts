import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Slots and annotated lines that two managers match. */
export const lint: Lint = {
  id: 'extracted-twice',
  severity: 'error',
  title: 'Two managers match the same slot or annotated line',
  impact: "Their edits get in each other's way, and the pull request is never updated or holds half of a bump.",
  fix: 'Remove sysexts from the other manager, or disable them there: `{ "matchDatasources": ["docker"], "matchPackageNames": ["/-sysext$/"], "enabled": false }`.',
  find: (facts) =>
    problemsOf(facts, 'extracted-twice').map((found) =>
      // Of a slot, its place says enough.
      found.place.path === undefined ? found : { ...found, message: "two managers' edits get in each other's way" },
    ),
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
