import { COMPONENTS } from '../../sysext/component.ts';
import { GRAMMAR } from '../../sysext/tag.ts';

/*
 * The patterns of the presets, in RE2 syntax: no look-around, no back-references, no name twice.
 * All are built from the one grammar of a tag.
 */

const { number, prerelease, distro, arch } = GRAMMAR;
const release = `${number}\\.${number}\\.${number}`;

/** A version before its revision: what Kubernetes calls a release. */
export const UPSTREAM = `v${release}(?:-${prerelease})?`;

/** A value in a manifest: no arch. */
export const VALUE = `${UPSTREAM}-${number}-${distro}`;

/** A slot's value without revision and distro. */
export const REVISIONLESS = `v${release}`;

/** The same two as a manager captures them: `currentValue`, in it `line` (such as `1.34`) and the build's suffix. */
const line = `v(?<line>${number}\\.${number})\\.${number}`;
export const CAPTURED_VALUE = `(?<currentValue>${line}(?:-${prerelease})?-${number}-(?<build>${distro}))`;
export const CAPTURED_REVISIONLESS = `(?<currentValue>${line})`;

/**
 * Renovate's `regex` versioning for the grammar: the revision is a part of the release (`build`),
 * distro and arch have to stay (`compatibility`).
 *
 * Renovate compares `build` before `prerelease`, so a pre-release has its revision in the latter:
 * else its second build would count as newer than the release.
 */
export const VERSIONING =
  `regex:^v(?<major>${number})\\.(?<minor>${number})\\.(?<patch>${number})` +
  `-(?:(?<prerelease>${prerelease}-${number})|(?<build>${number}))-(?<compatibility>${distro}(?:-${arch})?)$`;

/** Renovate's `regex` versioning for values without revision and distro. */
export const REVISIONLESS_VERSIONING = `regex:^v(?<major>${number})\\.(?<minor>${number})\\.(?<patch>${number})$`;

/** Stable versions of the current one's minor. Renovate fills in `major` and `minor`. */
export const ALLOWED_VERSIONS = `/^v{{major}}\\.{{minor}}\\.${number}-${number}-${distro}(?:-${arch})?$/`;

/** The same for values without revision and distro: there are no others in their list. */
export const ALLOWED_REVISIONLESS = '/^v{{major}}\\.{{minor}}\\./';

/** A comment in a template, which Renovate drops: by it, rules see that presets/lts-hold has set `allowedVersions`. */
export const HOLD = '{{! lts-hold }}';

/** Versions as of {@link ALLOWED_VERSIONS}, and values without revision and distro, with a patch of this pattern. */
export function heldVersions(patch: string): string {
  return `/^v{{major}}\\.{{minor}}\\.${HOLD}${patch}(?:-${number}-${distro}(?:-${arch})?)?$/`;
}

/** `matchCurrentVersion` for versions of the grammar. */
export function currentVersion({ withArch }: { withArch?: boolean } = {}): string {
  const suffix = withArch === undefined ? `(?:-${arch})?` : withArch ? `-${arch}` : '';
  return `/^${VALUE}${suffix}$/`;
}

/** `matchCurrentVersion` for values with or without revision and distro, optionally with another pattern for the patch. */
export function slotVersion(patch: string = number): string {
  return `/^v${number}\\.${number}\\.${patch}(?:-${prerelease})?(?:-${number}-${distro}(?:-${arch})?)?$/`;
}
export const SLOT_VERSION = slotVersion();

/** `matchCurrentVersion` for values of slots: no arch. */
export const SLOT_VALUE = `/^${UPSTREAM}(?:-${number}-${distro})?$/`;

/** The repositories of all sysexts, known or not. */
export const SYSEXTS = '/-sysext$/';

/** The Debian and RPM packages of the Kubernetes components, and where they are looked up. */
export const KUBERNETES_PACKAGES = COMPONENTS.filter((one) => one.kubernetes).map((one) => one.name);
export const PACKAGE_DATASOURCES = ['deb', 'rpm', 'custom.*'] as const;

/** The repositories of the sysexts that come with Kubernetes, under any prefix. */
export const KUBERNETES_SYSEXTS = namedSysexts(KUBERNETES_PACKAGES);

/** The repositories of sysexts by name, under any prefix. */
export function namedSysexts(names: readonly string[]): string {
  return `/(?:^|\\/)(?:${names.join('|')})-sysext$/`;
}
