import { KUBERNETES_PACKAGES, KUBERNETES_SYSEXTS, PACKAGE_DATASOURCES, SLOT_VERSION } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP, MINOR_GROUP } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

export const preset: Preset = {
  description: 'Open one pull request for each Kubernetes minor',
  facts: { after: [...AFTER_RULES, 'presets/with-packages.json'] },
  packageRules: [
    {
      description: 'Group the Kubernetes sysexts by minor',
      ...sysexts(KUBERNETES_SYSEXTS, SLOT_VERSION),
      groupName: MINOR_GROUP,
    },
    {
      description: 'Group the packages that presets/with-packages adds to their pull request by minor',
      matchDatasources: PACKAGE_DATASOURCES,
      matchPackageNames: KUBERNETES_PACKAGES,
      matchJsonata: [`groupName = "${KUBERNETES_GROUP}"`],
      groupName: MINOR_GROUP,
    },
  ],
};
