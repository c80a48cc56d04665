import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { sysextDatasources } from '../parts/datasource.ts';
import { MANIFEST_MANAGER } from '../parts/managers.ts';
import type { Preset } from '../parts/preset.ts';
import { SYSEXT_RULES } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'Bumps the sysexts in components.json manifests: within their distro and Kubernetes minor, for x86-64 and arm64 at once, the Kubernetes components in one pull request',
  facts: { arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [MANIFEST_MANAGER],
  packageRules: SYSEXT_RULES,
};
