import type { Arch } from '../../sysext/arch.ts';
import { DEFAULT_REGISTRY } from '../../sysext/image-reference.ts';
import { DOCKER_ARCH } from './arches.ts';
import { DATASOURCE, MAX_TAGS, WHOLE_LIST_DATASOURCE } from './datasource.ts';
import { artifactNotes, changelogNotes } from './notes.ts';
import {
  ALLOWED_VERSIONS,
  currentVersion,
  HOLD,
  KUBERNETES_SYSEXTS,
  SLOT_VALUE,
  SLOT_VERSION,
  SYSEXTS,
  VALUE,
  VERSIONING,
} from './patterns.ts';
import type { PackageRule } from './preset.ts';
import { sysexts } from './selectors.ts';

/** The group of the sysexts that come with Kubernetes: one pull request. */
export const KUBERNETES_GROUP = 'Kubernetes sysexts';

/** The group of the sysexts of one Kubernetes minor. */
export const MINOR_GROUP = `${KUBERNETES_GROUP} {{newMajor}}.{{newMinor}}`;

/** Microsoft's registry, as a pattern. */
const MCR = DEFAULT_REGISTRY.replaceAll('.', '\\.');

/** Sysexts whose package name starts with Microsoft's registry. */
const ON_MCR = `/^${MCR}\\/.*-sysext$/`;

/** Sysexts whose package name starts with a registry, as in `mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext`. */
export const WITH_REGISTRY = '/^[^\\/]*[.:][^\\/]*\\/.*-sysext$/';

/** The name of a sysext without its registry and path: the group of the slots of any other sysext. */
export const SYSEXT_NAME = "{{{replace '.*/' '' depName}}}";

/*
 * JSONata conditions. A field that is not set is absent or null, and neither counts as true.
 */

/** Whether the list of versions is not limited to those of the slot. */
const NO_EXTRACT_VERSION = 'extractVersion ? false : true';

/**
 * Whether the datasource may change: the manager's template does not write the registry's URL into the file, and the
 * reference does not have a digest, which only the docker datasource can look up.
 */
const NOTHING_BUT_THE_TAG =
  '(autoReplaceStringTemplate ? $not($contains(autoReplaceStringTemplate, "registryUrl")) : true) and (currentDigest ? false : true)';

/*
 * A preset that narrows the settings below may come before them if another preset brings the same rules again. Its
 * settings are then kept.
 */

/** Whether presets/lts-hold has not set the allowed versions. */
export const NOT_HELD = `allowedVersions ? $not($contains(allowedVersions, "${HOLD}")) : true`;

/** Whether presets/per-minor has not set the group. */
export const NOT_BY_MINOR = `groupName = "${MINOR_GROUP}" ? false : true`;

/** Accepts a list of any length from a registry that does not paginate. */
export const WHOLE_LIST_RULE: PackageRule = {
  description: "Accept any number of tags from Microsoft's registry, which sends them in one response",
  matchDatasources: [DATASOURCE],
  matchPackageNames: ['*'],
  matchRegistryUrls: [`/^https:\\/\\/${MCR}\\//`],
  overrideDatasource: WHOLE_LIST_DATASOURCE,
};

/** The docker datasource lists tags, which have an architecture. For a value without one it reads the tags of `arch`. */
function dockerRule(arch: Arch, condition: string): PackageRule {
  return {
    description: `Look up values without an architecture by the tags of ${arch} in the docker datasource`,
    matchDatasources: ['docker'],
    matchPackageNames: [SYSEXTS],
    matchCurrentVersion: currentVersion({ withArch: false }),
    matchJsonata: [condition],
    extractVersion: `^(?<version>${VALUE})-${arch}$`,
  };
}

export const DOCKER_RULE = dockerRule(DOCKER_ARCH, NO_EXTRACT_VERSION);

/** {@link DOCKER_RULE} for another arch, after it. */
export function dockerRuleFor(arch: Arch): PackageRule {
  return dockerRule(arch, `extractVersion ? $contains(extractVersion, ")-${DOCKER_ARCH}$") : true`);
}

/** The rule that sets the versioning. */
export const VERSIONING_RULE = {
  description: 'Compare versions by release and revision, and keep the distro',
  ...sysexts(),
  versioning: VERSIONING,
  // Microsoft's registry has no timestamps: a required one would block every update.
  minimumReleaseAgeBehaviour: 'timestamp-optional',
  commitMessageTopic: SYSEXT_NAME,
} satisfies PackageRule;

/** The rule that sets the allowed versions. */
export const ALLOWED_VERSIONS_RULE = {
  description: 'Allow stable versions of the same minor',
  ...sysexts(),
  matchJsonata: [NOT_HELD],
  allowedVersions: ALLOWED_VERSIONS,
} satisfies PackageRule;

/** The rules for every sysext: versioning, the Kubernetes minor, groups, and the text of the pull request. */
export const SYSEXT_RULES: readonly PackageRule[] = [
  WHOLE_LIST_RULE,
  VERSIONING_RULE,
  ALLOWED_VERSIONS_RULE,
  {
    description: 'Do not pin digests of values in manifests, which cannot have one',
    matchDatasources: [DATASOURCE],
    matchPackageNames: [SYSEXTS],
    matchCurrentVersion: SLOT_VERSION,
    pinDigests: false,
  },
  {
    description: 'Do not pin digests of values without an architecture: Renovate would drop every update',
    ...sysexts(SYSEXTS, SLOT_VALUE),
    pinDigests: false,
  },
  {
    description: 'Do not roll back if the list of versions has other distros: Renovate would switch to one of them',
    ...sysexts(),
    matchJsonata: [NO_EXTRACT_VERSION],
    rollbackPrs: false,
  },
  {
    description: 'Group the slots of a sysext',
    ...sysexts(),
    matchJsonata: [NOT_BY_MINOR],
    groupName: SYSEXT_NAME,
  },
  {
    description: 'Group the Kubernetes sysexts, also with different revisions and patches',
    ...sysexts(KUBERNETES_SYSEXTS),
    matchJsonata: [NOT_BY_MINOR],
    groupName: KUBERNETES_GROUP,
  },
  ...artifactNotes(),
  ...changelogNotes(currentVersion()),
  DOCKER_RULE,
];

/**
 * The rules that look up dependencies of the docker datasource with ours, which requires every architecture.
 *
 * A rule can set the URL of a known registry, and not of an extracted one. Our datasource needs the URL of a tag list.
 * Therefore a manager whose template writes `registryUrl` into the file stays with docker, and so does a reference with a
 * digest, which only docker can look up.
 */
export const EVERY_ARCH_RULES: readonly PackageRule[] = [
  {
    description: "Require the tag of every architecture on Microsoft's registry",
    matchDatasources: ['docker'],
    matchPackageNames: [SYSEXTS, `!${WITH_REGISTRY}`],
    matchCurrentVersion: currentVersion(),
    matchRegistryUrls: [`/^https:\\/\\/${MCR}\\/?$/`],
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://${DEFAULT_REGISTRY}/v2/{{{packageName}}}/tags/list`],
  },
  {
    description: 'Do the same if the package name starts with that registry',
    matchDatasources: ['docker'],
    matchPackageNames: [ON_MCR],
    matchCurrentVersion: currentVersion(),
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://${DEFAULT_REGISTRY}/v2/{{{replace '^[^/]+/' '' packageName}}}/tags/list`],
  },
  {
    description: 'Do the same for every other registry that the package name starts with',
    matchDatasources: ['docker'],
    matchPackageNames: [WITH_REGISTRY],
    matchCurrentVersion: currentVersion(),
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://{{{replace '^([^/]+)/' '$1/v2/' packageName}}}/tags/list?n=${MAX_TAGS}`],
  },
];
