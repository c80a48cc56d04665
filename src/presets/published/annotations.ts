import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { sysextDatasources } from '../parts/datasource.ts';
import { ANNOTATION_MANAGER } from '../parts/managers.ts';
import type { Preset } from '../parts/preset.ts';
import { SYSEXT_RULES } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'Bumps values and whole references in shell, YAML, Butane and Dockerfile lines below a "# renovate: sysext=<registry>/<repository>" comment; the arch of a reference stays (alone or beside the default preset)',
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [ANNOTATION_MANAGER],
  packageRules: SYSEXT_RULES,
};
