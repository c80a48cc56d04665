import { componentName } from '../../sysext/component.ts';
import { inConfig } from '../config-place.ts';
import { PRESET, repositoryOf } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { editDistance } from '../nearest.ts';
import { namesOfSysexts } from '../sysexts.ts';

const OPTION = 'overridePackageName';

/** Sysexts that a rule has looked up as another component, or by a name that looks misspelled. */
export const lint: Lint = {
  id: 'package-renamed',
  severity: 'error',
  title: 'A rule looks a sysext up by the name of another component, or by a misspelled name',
  impact: 'The lookup fails, or a slot gets the versions of something else.',
  fix: 'Correct overridePackageName: a mirror has the same last part of the name, such as kubelet-sysext.',
  find: ({ inspection }) =>
    inspection.sysexts.flatMap((sysext) => {
      const { extractedName, packageName, settings } = sysext;
      const path = settings[OPTION]?.path;
      const isOther = componentName(extractedName) !== componentName(packageName);
      const isMisspelled =
        extractedName !== packageName &&
        Number.isFinite(editDistance(extractedName, packageName)) &&
        editDistance(extractedName, packageName) <= 2;
      if (path == null || !(isOther || isMisspelled)) return [];
      const message = `${extractedName} is looked up as ${packageName}`;
      return [{ place: inConfig(inspection, path), slots: namesOfSysexts([sysext]), message }];
    }),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: [repositoryOf('kubelet')], overridePackageName: repositoryOf('kubelett') }],
    },
  },
  silent: {
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: [repositoryOf('kubelet')], overridePackageName: `mirror/${repositoryOf('kubelet')}` },
      ],
    },
  },
};
