import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOfSysexts } from '../sysexts.ts';

/** Managers whose edits leave the wrong version in `previousLatestVersion`. */
const WHY = {
  'by-revision': 'a bump of the revision alone replaces the previous patch in previousLatestVersion',
  never: 'a bump leaves previousLatestVersion as it is',
} as const;

/** Slots whose manager does not keep two patches cached. */
export const lint: Lint = {
  id: 'rotation-not-kept',
  severity: 'warning',
  title: 'A bump does not keep the patch before in previousLatestVersion',
  impact:
    'The image caches two builds of one patch, or an old one: a node that rolls back has to download its version.',
  fix: 'Extend the default preset, and remove sysexts from the manager of your own: it rotates by patch.',
  find: ({ inspection }) =>
    inspection.sysexts.flatMap((sysext) => {
      const { rotation, file, currentValue } = sysext;
      if (rotation === null || rotation === 'kept') return [];
      return [{ place: { file, text: currentValue }, slots: namesOfSysexts([sysext]), message: WHY[rotation] }];
    }),
  fires: {
    config: {
      extends: [PRESET.replace('#', '//presets/rules#')],
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
  },
  silent: {},
};
