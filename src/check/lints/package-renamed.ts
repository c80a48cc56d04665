import { componentName } from '../../sysext/component.ts';
import { inConfig } from '../config-place.ts';
import { repositoryOf, withRules } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { editDistance } from '../nearest.ts';
import { namesOfSysexts } from '../sysexts.ts';

const OPTION = 'overridePackageName';

/** Sysexts that a rule looks up as another component, or by a misspelled name. */
export const lint: Lint = {
  id: 'package-renamed',
  severity: 'error',
  title: 'A rule looks up a sysext by the name of another component, or by a misspelled name',
  impact: 'The lookup fails, or a slot gets the versions of another package.',
  fix: 'Correct overridePackageName. In a mirror, the last part of the name is the same, such as kubelet-sysext.',
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
  invalid: {
    config: withOverride(repositoryOf('kubelett')),
    findings: [
      {
        file: 'renovate.json',
        line: 10,
        message: 'kubelett 1.34: oss/v2/kubernetes/kubelet-sysext is looked up as oss/v2/kubernetes/kubelett-sysext',
      },
    ],
  },
  valid: { config: withOverride(`mirror/${repositoryOf('kubelet')}`) },
};

function withOverride(overridePackageName: string): object {
  return withRules({ matchPackageNames: [repositoryOf('kubelet')], overridePackageName });
}
