import { COMPONENTS } from '../../sysext/component.ts';
import { GRAMMAR } from '../../sysext/tag.ts';

/*
 * The patterns of the presets, in RE2 syntax: no look-around, no back-references, no name twice.
 * All are built from the one grammar of a tag.
 */

const { number, prerelease, distro, arch } = GRAMMAR;
const release = `${number}\\.${number}\\.${number}`;

/** A release of Kubernetes: a version up to its revision. */
export const UPSTREAM = `v${release}(?:-${prerelease})?`;

/** A value in a manifest, which has no architecture. */
export const VALUE = `${UPSTREAM}-${number}-${distro}`;

/** A slot's value without revision and distro. */
export const REVISIONLESS = `v${release}`;

/** Both kinds of values with the groups of a manager: `currentValue`, in it `line` (such as `1.34`) and `build`. */
const line = `v(?<line>${number}\\.${number})\\.${number}`;
export const CAPTURED_VALUE = `(?<currentValue>${line}(?:-${prerelease})?-${number}-(?<build>${distro}))`;
export const CAPTURED_REVISIONLESS = `(?<currentValue>${line})`;

/**
 * Renovate's `regex` versioning for the grammar: the revision is compared (`build`), distro and architecture must be equal
 * (`compatibility`).
 *
 * Renovate compares `build` before `prerelease`. Therefore the revision of a pre-release is part of `prerelease`: its second
 * build would otherwise be newer than the release.
 */
export const VERSIONING =
  `regex:^v(?<major>${number})\\.(?<minor>${number})\\.(?<patch>${number})` +
  `-(?:(?<prerelease>${prerelease}-${number})|(?<build>${number}))-(?<compatibility>${distro}(?:-${arch})?)$`;

/** Renovate's `regex` versioning for values without revision and distro. */
export const REVISIONLESS_VERSIONING = `regex:^v(?<major>${number})\\.(?<minor>${number})\\.(?<patch>${number})$`;

/** Stable versions of the current one's minor. Renovate fills in `major` and `minor`. */
export const ALLOWED_VERSIONS = `/^v{{major}}\\.{{minor}}\\.${number}-${number}-${distro}(?:-${arch})?$/`;

/** The same for values without revision and distro, whose list has only such values. */
export const ALLOWED_REVISIONLESS = '/^v{{major}}\\.{{minor}}\\./';

/** A comment in a template, which Renovate drops. It marks the `allowedVersions` of presets/lts-hold for other rules. */
export const HOLD = '{{! lts-hold }}';

/** Builds `allowedVersions` for stable versions of the same minor whose patch matches a pattern. */
export function heldVersions(patch: string): string {
  return `/^v{{major}}\\.{{minor}}\\.${HOLD}${patch}(?:-${number}-${distro}(?:-${arch})?)?$/`;
}

/** Builds a `matchCurrentVersion` for valid versions. */
export function currentVersion({ withArch }: { withArch?: boolean } = {}): string {
  const suffix = withArch === undefined ? `(?:-${arch})?` : withArch ? `-${arch}` : '';
  return `/^${VALUE}${suffix}$/`;
}

/** Builds a `matchCurrentVersion` for values with or without revision and distro, and for a pattern of the patch. */
export function slotVersion(patch: string = number): string {
  return `/^v${number}\\.${number}\\.${patch}(?:-${prerelease})?(?:-${number}-${distro}(?:-${arch})?)?$/`;
}
export const SLOT_VERSION = slotVersion();

/** `matchCurrentVersion` for values of slots, which have no architecture. */
export const SLOT_VALUE = `/^${UPSTREAM}(?:-${number}-${distro})?$/`;

/** The repositories of all sysexts, also of unknown ones. */
export const SYSEXTS = '/-sysext$/';

/** The Debian and RPM packages of the Kubernetes components, and where they are looked up. */
export const KUBERNETES_PACKAGES = COMPONENTS.filter((one) => one.kubernetes).map((one) => one.name);
export const PACKAGE_DATASOURCES = ['deb', 'rpm', 'custom.*'] as const;

/** The repositories of the Kubernetes sysexts, under any prefix. */
export const KUBERNETES_SYSEXTS = namedSysexts(KUBERNETES_PACKAGES);

/** Builds a pattern for the repositories of sysexts by name, under any prefix. */
export function namedSysexts(names: readonly string[]): string {
  return `/(?:^|\\/)(?:${names.join('|')})-sysext$/`;
}
