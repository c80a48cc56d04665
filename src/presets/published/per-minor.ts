import { KUBERNETES_PACKAGES, KUBERNETES_SYSEXTS, PACKAGE_DATASOURCES, SLOT_VERSION } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP, MINOR_GROUP } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

export const preset: Preset = {
  description: 'One pull request for each Kubernetes minor (beside the default preset, after it)',
  facts: { after: [...AFTER_RULES, 'presets/with-packages.json'] },
  packageRules: [
    {
      description: 'Sysexts that come with Kubernetes: one pull request for each minor',
      ...sysexts(KUBERNETES_SYSEXTS, SLOT_VERSION),
      groupName: MINOR_GROUP,
    },
    {
      description: 'So do the packages that presets/with-packages has put into their pull request',
      matchDatasources: PACKAGE_DATASOURCES,
      matchPackageNames: KUBERNETES_PACKAGES,
      matchJsonata: [`groupName = "${KUBERNETES_GROUP}"`],
      groupName: MINOR_GROUP,
    },
  ],
};
