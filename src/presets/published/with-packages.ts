import { KUBERNETES_PACKAGES, PACKAGE_DATASOURCES } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'The Debian and RPM packages of the Kubernetes components come in the pull request of their sysexts (beside the default preset, after it)',
  facts: { after: AFTER_RULES },
  packageRules: [
    {
      description: 'Debian and RPM packages of the same build definition as the sysexts',
      matchDatasources: PACKAGE_DATASOURCES,
      matchPackageNames: KUBERNETES_PACKAGES,
      groupName: KUBERNETES_GROUP,
    },
  ],
};
