import { KUBERNETES_SYSEXTS, SLOT_VERSION } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { KUBERNETES_GROUP } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

export const preset: Preset = {
  description: 'One pull request for each Kubernetes minor (beside the default preset, after it)',
  packageRules: [
    {
      description: 'Sysexts that come with Kubernetes: one pull request for each minor',
      ...sysexts(KUBERNETES_SYSEXTS, SLOT_VERSION),
      groupName: `${KUBERNETES_GROUP} {{newMajor}}.{{newMinor}}`,
    },
  ],
};
