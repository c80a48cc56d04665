import { DATASOURCE } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';

export const preset: Preset = {
  description:
    "Looks sysexts up by Renovate's docker datasource, for registries that page their tag lists or need a login (beside the default preset, after it). One architecture is looked at: a version is proposed when x86-64 has its tag",
  packageRules: [
    {
      description: 'Registry and repository stand in depName, as the docker datasource wants them',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [SYSEXTS],
      matchJsonata: ['$not($contains(registryUrls[0], "{{"))'],
      overrideDatasource: 'docker',
      overridePackageName: '{{{depName}}}',
      registryUrls: [],
    },
  ],
};
