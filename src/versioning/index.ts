import { compareText, compareVersions, isSameBuild } from '../sysext/order.ts';
import { formatVersion, type SysextVersion } from '../sysext/tag.ts';
import { parseCached, parsePair } from './cache.ts';

/** The name under which `aks-sysext-renovate/register` adds this versioning to Renovate. */
export const id = 'aks-sysext';

/** The name to display, as in Renovate's list of versionings. */
export const displayName = 'Kubernetes sysexts (AKS)';

/** The specifications of this versioning. */
export const urls: readonly string[] = [
  'https://uapi-group.org/specifications/specs/extension_image/',
  'https://semver.org/',
];

/** Every value is one version. */
export const supportsRanges = false;

/** The part of Renovate's argument for {@link VersioningApi.getNewValue} that is used here. */
export interface NewValueConfig {
  readonly currentValue: string;
  readonly newVersion: string;
}

/**
 * The interface of Renovate's versioning modules. It is declared here so that this module works without Renovate.
 *
 * An invalid version never throws: the result is `false` or `null`, and it sorts before every valid version.
 */
export interface VersioningApi {
  readonly allowUnstableMajorUpgrades: boolean;
  isValid(input: string): boolean;
  isVersion(input: string | undefined | null): boolean;
  isSingleVersion(input: string): boolean;
  isStable(version: string): boolean;
  isCompatible(version: string, current?: string): boolean;
  isBreaking(current: string, version: string): boolean;
  getMajor(version: string | { readonly raw: string }): number | null;
  getMinor(version: string | { readonly raw: string }): number | null;
  getPatch(version: string | { readonly raw: string }): number | null;
  equals(version: string, other: string): boolean;
  isGreaterThan(version: string, other: string): boolean;
  isLessThanRange(version: string, range: string): boolean;
  getSatisfyingVersion(versions: string[], range: string): string | null;
  minSatisfyingVersion(versions: string[], range: string): string | null;
  getNewValue(config: NewValueConfig): string | null;
  getPinnedValue(newVersion: string): string;
  sortVersions(version: string, other: string): number;
  matches(version: string, range: string): boolean;
  valueToVersion(value: string): string;
  subset(subRange: string, superRange: string): boolean;
  intersects(subRange: string, superRange: string): boolean;
  isSame(type: 'major' | 'minor' | 'patch', a: string, b: string): boolean;
}

function isVersion(input: unknown): boolean {
  return parseCached(input) !== undefined;
}

function isStable(version: string): boolean {
  const parsed = parseCached(version);
  return parsed !== undefined && parsed.prerelease === undefined;
}

/** Whether distro and architecture are equal. Without `current`: whether `version` is valid, as in Renovate's modules. */
function isCompatible(version: string, current?: string): boolean {
  const parsed = parseCached(version);
  if (parsed === undefined || current === undefined) return parsed !== undefined;
  const other = parseCached(current);
  return other !== undefined && isSameBuild(parsed, other);
}

/** A Kubernetes minor may remove APIs (Kubernetes deprecation policy); a patch or a revision may not. */
function isBreaking(current: string, version: string): boolean {
  if (!isVersion(current) || !isVersion(version)) return false;
  return !(isSame('major', current, version) && isSame('minor', current, version));
}

function equals(version: string, other: string): boolean {
  return isVersion(version) && isVersion(other) && sortVersions(version, other) === 0;
}

function isGreaterThan(version: string, other: string): boolean {
  return isVersion(version) && isVersion(other) && sortVersions(version, other) > 0;
}

/** Never true across distros or architectures: Renovate rolls back to any version for which this is true. */
function isLessThanRange(version: string, range: string): boolean {
  return isCompatible(version, range) && isGreaterThan(range, version);
}

function sortVersions(version: string, other: string): number {
  const [a, b] = parsePair(version, other);
  if (a !== null && b !== null) return compareVersions(a, b);
  if (a === null && b === null) return compareText(textOf(version), textOf(other));
  return a === null ? -1 : 1;
}

/** Renovate's calls are typed, but a template or a custom datasource may pass any value. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function getSatisfyingVersion(versions: string[], range: string): string | null {
  if (!Array.isArray(versions)) return null;
  return versions.find((version) => equals(version, range)) ?? null;
}

/**
 * Formats `newVersion` in the spelling of `currentValue`.
 *
 * @returns `null` for a build of another distro or architecture, and if the value would be too long for a tag.
 */
function getNewValue(config: NewValueConfig): string | null {
  const current = parseCached(config?.currentValue);
  const next = parseCached(config?.newVersion);
  if (current === undefined || next === undefined || current.distro !== next.distro) return null;
  if (current.arch !== next.arch && current.arch !== undefined && next.arch !== undefined) return null;
  const value = formatVersion({ ...next, v: current.v, arch: current.arch });
  return isVersion(value) ? value : null;
}

function isSame(type: Part, a: string, b: string): boolean {
  if (!PARTS.includes(type)) return false;
  const number = numberOf(a, type);
  return number !== null && number === numberOf(b, type);
}

const PARTS = ['major', 'minor', 'patch'] as const;
type Part = (typeof PARTS)[number];

function numberOf(version: string | { readonly raw: string }, part: Part): number | null {
  const parsed: SysextVersion | undefined = parseCached(typeof version === 'string' ? version : version?.raw);
  return parsed?.[part] ?? null;
}

/** The versioning: distro and arch are part of the version, the revision is part of the release. */
export const api: VersioningApi = {
  allowUnstableMajorUpgrades: false,
  isValid: isVersion,
  isVersion,
  isSingleVersion: isVersion,
  isStable,
  isCompatible,
  isBreaking,
  getMajor: (version) => numberOf(version, 'major'),
  getMinor: (version) => numberOf(version, 'minor'),
  getPatch: (version) => numberOf(version, 'patch'),
  equals,
  isGreaterThan,
  isLessThanRange,
  getSatisfyingVersion,
  minSatisfyingVersion: getSatisfyingVersion,
  getNewValue,
  getPinnedValue: (newVersion) => newVersion,
  sortVersions,
  matches: equals,
  valueToVersion: (value) => value,
  subset: equals,
  intersects: equals,
  isSame,
};
