import { KUBERNETES_PACKAGES, PACKAGE_DATASOURCES } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP } from '../parts/rules.ts';

export const preset: Preset = {
  description: 'Add the Debian and RPM packages of the Kubernetes components to the pull request of their sysexts',
  facts: { after: AFTER_RULES },
  packageRules: [
    {
      description: 'Group the Debian and RPM packages from the same build definition as the sysexts',
      matchDatasources: PACKAGE_DATASOURCES,
      matchPackageNames: KUBERNETES_PACKAGES,
      groupName: KUBERNETES_GROUP,
    },
  ],
};
