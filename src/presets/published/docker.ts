import { DATASOURCE } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { DOCKER_RULE, WITH_REGISTRY } from '../parts/rules.ts';

/** presets/rules has set the URL of the tag list: it is a template. */
const BY_RULES = '$contains(registryUrls[0], "{{")';

export const preset: Preset = {
  description:
    "Looks sysexts up by Renovate's docker datasource, for registries that page their tag lists or need a login (beside the default preset, after it). One architecture is looked at: a version is proposed when x86-64 has its tag",
  // A rule that pins digests would come last: a value without an architecture has none.
  facts: { after: [...AFTER_RULES, 'presets/annotations.json', 'docker:pinDigests'] },
  packageRules: [
    {
      description: 'Registry and repository stand in depName, as the docker datasource wants them',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [SYSEXTS],
      matchJsonata: [`$not(${BY_RULES})`],
      overrideDatasource: 'docker',
      overridePackageName: '{{{depName}}}',
      registryUrls: [],
    },
    {
      description: 'The same for references, which other presets look up by tag lists',
      matchDatasources: [DATASOURCE],
      matchPackageNames: [WITH_REGISTRY],
      matchJsonata: [BY_RULES],
      overrideDatasource: 'docker',
      registryUrls: [],
    },
    DOCKER_RULE,
  ],
};
