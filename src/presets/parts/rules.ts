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

/** The same, apart for each Kubernetes minor. */
export const MINOR_GROUP = `${KUBERNETES_GROUP} {{newMajor}}.{{newMinor}}`;

/** Microsoft's registry, as a pattern. */
const MCR = DEFAULT_REGISTRY.replaceAll('.', '\\.');

/** Sysexts whose package name starts with Microsoft's registry. */
const ON_MCR = `/^${MCR}\\/.*-sysext$/`;

/** Sysexts whose package name starts with a registry, as in `mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext`. */
export const WITH_REGISTRY = '/^[^\\/]*[.:][^\\/]*\\/.*-sysext$/';

/** A sysext's name without its registry and folders: the group of any other sysext, one pull request for its slots. */
export const SYSEXT_NAME = "{{{replace '.*/' '' depName}}}";

/*
 * JSONata conditions. A field that nobody set is absent or null; neither counts as true.
 */

/** Nothing narrows the list of versions down to those of the slot. */
const NO_EXTRACT_VERSION = 'extractVersion ? false : true';

/**
 * Nothing depends on the datasource: the manager's template does not write the registry's URL into the file, and the
 * reference has no digest, which docker alone can look up.
 */
const NOTHING_BUT_THE_TAG =
  '(autoReplaceStringTemplate ? $not($contains(autoReplaceStringTemplate, "registryUrl")) : true) and (currentDigest ? false : true)';

/*
 * Presets that narrow what the rules below set may stand before them, where another preset brings the same rules again.
 * What they have set is then left as it is.
 */

/** presets/lts-hold has not set the allowed versions. */
export const NOT_HELD = `allowedVersions ? $not($contains(allowedVersions, "${HOLD}")) : true`;

/** presets/per-minor has not set the group. */
export const NOT_BY_MINOR = `groupName = "${MINOR_GROUP}" ? false : true`;

/** No length of a list is in doubt where the registry does not paginate. */
export const WHOLE_LIST_RULE: PackageRule = {
  description: "Microsoft's registry sends every tag in one response, however many there are",
  matchDatasources: [DATASOURCE],
  matchPackageNames: ['*'],
  matchRegistryUrls: [`/^https:\\/\\/${MCR}\\//`],
  overrideDatasource: WHOLE_LIST_DATASOURCE,
};

/** Docker's tags have an arch, a value need not: those of one arch then stand for all. */
function dockerRule(arch: Arch, condition: string): PackageRule {
  return {
    description: `By the docker datasource, the tags of ${arch} stand for a value without an arch`,
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
  description: 'The distro is part of the version; the revision is part of the release; a slot stays on its minor',
  ...sysexts(),
  versioning: VERSIONING,
  // Microsoft's registry gives no timestamps: a required one would hold every update for ever.
  minimumReleaseAgeBehaviour: 'timestamp-optional',
  commitMessageTopic: SYSEXT_NAME,
} satisfies PackageRule;

/** The rule that sets the allowed versions. */
export const ALLOWED_VERSIONS_RULE = {
  description: 'Stable versions of the same minor',
  ...sysexts(),
  matchJsonata: [NOT_HELD],
  allowedVersions: ALLOWED_VERSIONS,
} satisfies PackageRule;

/** What holds for every sysext: versioning, the Kubernetes minor, grouping, what the pull request says. */
export const SYSEXT_RULES: readonly PackageRule[] = [
  WHOLE_LIST_RULE,
  VERSIONING_RULE,
  ALLOWED_VERSIONS_RULE,
  {
    description: 'A value in a manifest has no place for a digest',
    matchDatasources: [DATASOURCE],
    matchPackageNames: [SYSEXTS],
    matchCurrentVersion: SLOT_VERSION,
    pinDigests: false,
  },
  {
    description: 'A value without an arch has no digest: Renovate would drop every update of it',
    ...sysexts(SYSEXTS, SLOT_VALUE),
    pinDigests: false,
  },
  {
    description: 'No rollback where the list of versions holds other distros: Renovate would take one of theirs',
    ...sysexts(),
    matchJsonata: [NO_EXTRACT_VERSION],
    rollbackPrs: false,
  },
  {
    description: 'One pull request for the slots of a sysext',
    ...sysexts(),
    matchJsonata: [NOT_BY_MINOR],
    groupName: SYSEXT_NAME,
  },
  {
    description: 'Sysexts that come with Kubernetes: one pull request, whatever their revisions and patches',
    ...sysexts(KUBERNETES_SYSEXTS),
    matchJsonata: [NOT_BY_MINOR],
    groupName: KUBERNETES_GROUP,
  },
  ...artifactNotes(),
  ...changelogNotes(currentVersion()),
  DOCKER_RULE,
];

/**
 * Dependencies of the docker datasource, looked up by ours, which asks for every arch.
 *
 * A rule cannot say where an extracted registry is, only where a known one is. Ours is given a whole URL,
 * so a manager whose template writes `registryUrl` back into the file has to stay with docker. So has a reference with a
 * digest, which only docker can look up.
 */
export const EVERY_ARCH_RULES: readonly PackageRule[] = [
  {
    description: "On Microsoft's registry, a version is proposed only when every arch has its tag",
    matchDatasources: ['docker'],
    matchPackageNames: [SYSEXTS, `!${WITH_REGISTRY}`],
    matchCurrentVersion: currentVersion(),
    matchRegistryUrls: [`/^https:\\/\\/${MCR}\\/?$/`],
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://${DEFAULT_REGISTRY}/v2/{{{packageName}}}/tags/list`],
  },
  {
    description: 'The same where the package name starts with it',
    matchDatasources: ['docker'],
    matchPackageNames: [ON_MCR],
    matchCurrentVersion: currentVersion(),
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://${DEFAULT_REGISTRY}/v2/{{{replace '^[^/]+/' '' packageName}}}/tags/list`],
  },
  {
    description: 'The same on every other registry that the package name starts with',
    matchDatasources: ['docker'],
    matchPackageNames: [WITH_REGISTRY],
    matchCurrentVersion: currentVersion(),
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: [`https://{{{replace '^([^/]+)/' '$1/v2/' packageName}}}/tags/list?n=${MAX_TAGS}`],
  },
];
