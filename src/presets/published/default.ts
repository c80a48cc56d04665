import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { sysextDatasources } from '../parts/datasource.ts';
import { MANIFEST_MANAGER } from '../parts/managers.ts';
import type { Preset } from '../parts/preset.ts';
import { SYSEXT_RULES } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'Bump the sysexts of components.json manifests within their distro and Kubernetes minor, to versions for x86-64 and arm64, with the Kubernetes components in one pull request',
  facts: { arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [MANIFEST_MANAGER],
  packageRules: SYSEXT_RULES,
};
