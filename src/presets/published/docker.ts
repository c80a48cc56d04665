import { DATASOURCE } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { DOCKER_RULE, WITH_REGISTRY } from '../parts/rules.ts';

/** Whether presets/rules has set the URL of the tag list, which is a template. */
const BY_RULES = '$contains(registryUrls[0], "{{")';

export const preset: Preset = {
  description:
    "Look up sysexts with Renovate's docker datasource, for registries that paginate their tag lists or require a login. It checks one architecture: a version is proposed if x86-64 has its tag",
  // A rule that pins digests would come last: a value without an architecture has none.
  facts: { after: [...AFTER_RULES, 'presets/annotations.json', 'docker:pinDigests'] },
  packageRules: [
    {
      description: 'Look up registry and repository of depName, as the docker datasource requires',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [SYSEXTS],
      matchJsonata: [`$not(${BY_RULES})`],
      overrideDatasource: 'docker',
      overridePackageName: '{{{depName}}}',
      registryUrls: [],
    },
    {
      description: 'Do the same for references, which other presets look up in tag lists',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [WITH_REGISTRY],
      matchJsonata: [BY_RULES],
      overrideDatasource: 'docker',
      registryUrls: [],
    },
    DOCKER_RULE,
  ],
};
