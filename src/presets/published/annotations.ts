import { ANNOTATION_MANAGER } from '../parts/annotation-manager.ts';
import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { DATASOURCE, sysextDatasources } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import type { PackageRule, Preset } from '../parts/preset.ts';
import { EVERY_ARCH_RULES, SYSEXT_RULES } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

/** A tag list has no digests. */
const WITH_DIGEST: PackageRule = {
  description: 'Look up references with a digest with the docker datasource, which updates tag and digest',
  matchDatasources: [DATASOURCE],
  matchPackageNames: [SYSEXTS],
  matchJsonata: ['currentDigest ? $contains($substringBefore(depName, "/"), /[.:]/) : false'],
  overrideDatasource: 'docker',
  overridePackageName: '{{{depName}}}',
  registryUrls: [],
};

/**
 * Renovate's own managers (dockerfile, docker-compose, ...) extract an annotated image reference as well. The rules look
 * up both with our datasource, so both get the same version, and the second edit finds it written. Their rows in the pull
 * request differ only in the type, such as a stage of a Dockerfile.
 */
const ONE_ROW: PackageRule = {
  description: 'Show a line that two managers extract as one row of the pull request',
  ...sysexts(),
  prBodyDefinitions: { Type: '' },
};

export const preset: Preset = {
  description:
    'Bump versions and references in scripts, settings and image builds (shell, YAML, Butane, Terraform, Dockerfile, Makefile, ...) on the line below a "# renovate: sysext=<registry>/<repository>" comment. A reference keeps its architecture. Works alone and with the default preset',
  facts: { arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [ANNOTATION_MANAGER],
  packageRules: [WITH_DIGEST, ...EVERY_ARCH_RULES, ...SYSEXT_RULES, ONE_ROW],
};
