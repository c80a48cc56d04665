import { DATASOURCE } from './datasource.ts';
import { artifactNotes, changelogNotes } from './notes.ts';
import {
  allowedVersions,
  currentVersion,
  KUBERNETES_SYSEXTS,
  SLOT_VERSION,
  SYSEXTS,
  VALUE,
  VERSIONING,
} from './patterns.ts';
import type { PackageRule } from './preset.ts';
import { sysexts } from './selectors.ts';

/** The group of the sysexts that come with Kubernetes: one pull request. */
export const KUBERNETES_GROUP = 'Kubernetes sysexts';

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
 * The manager's template does not write the registry's URL into the file, and the reference has no digest: a list of
 * tags has none, so that Renovate would drop each update.
 */
const NOTHING_BUT_THE_TAG =
  '(autoReplaceStringTemplate ? $not($contains(autoReplaceStringTemplate, "registryUrl")) : true) and (currentDigest ? false : true)';

/** What holds for every sysext: versioning, the Kubernetes minor, grouping, what the pull request says. */
export const SYSEXT_RULES: readonly PackageRule[] = [
  {
    description: 'The distro is part of the version; the revision is part of the release; a slot stays on its minor',
    ...sysexts(),
    versioning: VERSIONING,
    allowedVersions: allowedVersions(),
    // Microsoft's registry gives no timestamps: a required one would hold every update for ever.
    minimumReleaseAgeBehaviour: 'timestamp-optional',
    groupName: SYSEXT_NAME,
    commitMessageTopic: SYSEXT_NAME,
  },
  {
    description: 'A value in a manifest has no place for a digest',
    matchDatasources: [DATASOURCE],
    matchPackageNames: [SYSEXTS],
    matchCurrentVersion: SLOT_VERSION,
    pinDigests: false,
  },
  {
    description: 'No rollback where the list of versions holds other distros: Renovate would take one of theirs',
    ...sysexts(),
    matchJsonata: [NO_EXTRACT_VERSION],
    rollbackPrs: false,
  },
  {
    description: 'Sysexts that come with Kubernetes: one pull request, whatever their revisions and patches',
    ...sysexts(KUBERNETES_SYSEXTS),
    groupName: KUBERNETES_GROUP,
  },
  ...artifactNotes(),
  ...changelogNotes(currentVersion()),
];

/** Docker's tags carry an arch, a value need not: those of x86-64 then stand for all. */
export const DOCKER_RULE: PackageRule = {
  description: 'By the docker datasource, the tags of x86-64 stand for a value without an arch',
  matchDatasources: ['docker'],
  matchPackageNames: [SYSEXTS],
  matchCurrentVersion: currentVersion({ withArch: false }),
  matchJsonata: [NO_EXTRACT_VERSION],
  extractVersion: `^(?<version>${VALUE})-x86-64$`,
};

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
    matchRegistryUrls: ['/^https:\\/\\/mcr\\.microsoft\\.com\\/?$/'],
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: ['https://mcr.microsoft.com/v2/{{{packageName}}}/tags/list'],
  },
  {
    description: 'The same on every registry that the package name starts with',
    matchDatasources: ['docker'],
    matchPackageNames: [WITH_REGISTRY],
    matchCurrentVersion: currentVersion(),
    matchJsonata: [NOTHING_BUT_THE_TAG],
    overrideDatasource: DATASOURCE,
    registryUrls: ["https://{{{replace '^([^/]+)/' '$1/v2/' packageName}}}/tags/list"],
  },
];
