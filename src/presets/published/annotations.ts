import { ANNOTATION_MANAGER } from '../parts/annotation-manager.ts';
import { ARCHES_BY_DEFAULT } from '../parts/arches.ts';
import { DATASOURCE, sysextDatasources } from '../parts/datasource.ts';
import { SYSEXTS } from '../parts/patterns.ts';
import type { PackageRule, Preset } from '../parts/preset.ts';
import { EVERY_ARCH_RULES, SYSEXT_RULES } from '../parts/rules.ts';
import { sysexts } from '../parts/selectors.ts';

/** A list of tags has no digests. */
const WITH_DIGEST: PackageRule = {
  description: 'A reference with a digest is looked up by the docker datasource, which updates both',
  matchDatasources: [DATASOURCE],
  matchPackageNames: [SYSEXTS],
  matchJsonata: ['currentDigest ? $contains($substringBefore(depName, "/"), /[.:]/) : false'],
  overrideDatasource: 'docker',
  overridePackageName: '{{{depName}}}',
  registryUrls: [],
};

/**
 * An annotated image reference is read by Renovate's own managers as well (dockerfile, docker-compose, ...). By the rules
 * that look it up with our datasource, both get the same version, and the second edit finds it written. Their rows in the
 * pull request differ in the type alone, which is that of a stage of a Dockerfile.
 */
const ONE_ROW: PackageRule = {
  description: 'A line that two managers read is one row of the pull request',
  ...sysexts(),
  prBodyDefinitions: { Type: '' },
};

export const preset: Preset = {
  description:
    'Bumps values and references in scripts, settings and image builds (shell, YAML, Butane, Terraform, Dockerfile, Makefile, ...) on the line below a "# renovate: sysext=<registry>/<repository>" comment; the arch of a reference stays (alone or beside the default preset)',
  facts: { arches: ARCHES_BY_DEFAULT },
  customDatasources: sysextDatasources(ARCHES_BY_DEFAULT),
  customManagers: [ANNOTATION_MANAGER],
  packageRules: [WITH_DIGEST, ...EVERY_ARCH_RULES, ...SYSEXT_RULES, ONE_ROW],
};
