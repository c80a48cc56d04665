import { COMPONENTS } from '../../sysext/component.ts';
import type { Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'The Debian and RPM packages of the Kubernetes components come in the pull request of their sysexts (beside the default preset, after it)',
  packageRules: [
    {
      description: 'Debian and RPM packages of the same build definition as the sysexts',
      matchDatasources: ['deb', 'rpm', 'custom.*'],
      matchPackageNames: COMPONENTS.filter((one) => one.kubernetes).map((one) => one.name),
      groupName: KUBERNETES_GROUP,
    },
  ],
};
