import { DATASOURCE } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { WITH_REGISTRY } from '../parts/rules.ts';

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
    {
      description: 'The same where the package name starts with the registry, as in a Dockerfile',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [WITH_REGISTRY],
      overrideDatasource: 'docker',
      registryUrls: [],
    },
  ],
};
