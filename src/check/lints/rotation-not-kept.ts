import { subPreset } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

/** Messages by the rotation of a manager that leaves the wrong version in `previousLatestVersion`. */
const MESSAGES = {
  'by-revision': 'a revision-only bump replaces the previous patch in previousLatestVersion',
  never: 'a bump does not change previousLatestVersion',
} as const;

/** Slots whose manager does not keep two patches cached. */
export const lint: Lint = {
  id: 'rotation-not-kept',
  severity: 'warning',
  title: 'A bump does not keep the previous patch in previousLatestVersion',
  impact:
    'The image caches two builds of one patch, or an outdated version. A node that rolls back must download its version.',
  fix: 'Extend the default preset, which rotates by patch, and remove sysexts from your own manager.',
  find: ({ inspection }) =>
    inspection.sysexts.flatMap((sysext) => {
      const { rotation, file, currentValue } = sysext;
      if (rotation === null || rotation === 'kept') return [];
      return [{ place: { file, text: currentValue }, slots: namesOfSysexts([sysext]), message: MESSAGES[rotation] }];
    }),
  invalid: {
    config: {
      extends: [subPreset('rules')],
      customManagers: [
        {
          customType: 'regex',
          managerFilePatterns: ['/components\\.json$/'],
          matchStrings: [
            '"renovateTag": "OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)",\\s*"previousLatestVersion": "(?<depType>[^"]+)"',
          ],
          datasourceTemplate: 'docker',
          autoReplaceStringTemplate:
            '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n"latestVersion": "{{{newValue}}}",\n"previousLatestVersion": "{{{currentValue}}}"',
        },
      ],
    },
    findings: [
      {
        file: 'components.json',
        line: 11,
        message: 'kubelet 1.34: a revision-only bump replaces the previous patch in previousLatestVersion',
      },
    ],
  },
  valid: {},
};
