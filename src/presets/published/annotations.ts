import { ANNOTATION_MANAGER } from '../parts/annotation-manager.ts';
import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { NAME, sysextDatasource } from '../parts/datasource.ts';
import type { Preset } from '../parts/preset.ts';
import { SYSEXT_RULES } from '../parts/rules.ts';

export const preset: Preset = {
  description:
    'Bumps values and whole references in shell, YAML, Butane and Dockerfile lines below a "# renovate: sysext=<registry>/<repository>" comment; the arch of a reference stays (alone or beside the default preset)',
  customDatasources: { [NAME]: sysextDatasource(ARCHES_BY_DEFAULT) },
  customManagers: [ANNOTATION_MANAGER],
  packageRules: SYSEXT_RULES,
};
