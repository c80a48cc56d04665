import { compareText, compareVersions, isSameBuild } from '../sysext/order.ts';
import { formatVersion, type SysextVersion } from '../sysext/tag.ts';
import { parseCached, parsePair } from './cache.ts';

/** The name under which `aks-sysext-renovate/register` adds this versioning to Renovate. */
export const id = 'aks-sysext';

/** The name for people, as in Renovate's list of versionings. */
export const displayName = 'Kubernetes sysexts (AKS)';

/** Where the rules of this versioning come from. */
export const urls: readonly string[] = [
  'https://uapi-group.org/specifications/specs/extension_image/',
  'https://semver.org/',
];

/** There are no ranges: every value is one version. */
export const supportsRanges = false;

/** What Renovate hands to {@link VersioningApi.getNewValue}, as far as it matters here. */
export interface NewValueConfig {
  readonly currentValue: string;
  readonly newVersion: string;
}

/**
 * The shape of Renovate's `VersioningApi`, written down here so that this module needs no Renovate.
 *
 * Text that is no version is never an error: the answer is `false`, `null`, or a place at the very start of the order.
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

/** Same distro and same arch. Without `current`: whether `version` is a version at all, as in Renovate's modules. */
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

/** Never true across distros or arches: Renovate rolls back to what is less than the current value, and asks no more. */
function isLessThanRange(version: string, range: string): boolean {
  return isCompatible(version, range) && isGreaterThan(range, version);
}

function sortVersions(version: string, other: string): number {
  const [a, b] = parsePair(version, other);
  if (a !== null && b !== null) return compareVersions(a, b);
  if (a === null && b === null) return compareText(textOf(version), textOf(other));
  return a === null ? -1 : 1;
}

/** Renovate's own calls are typed, but a template or a custom datasource can bring any value. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function getSatisfyingVersion(versions: string[], range: string): string | null {
  if (!Array.isArray(versions)) return null;
  return versions.find((version) => equals(version, range)) ?? null;
}

/**
 * `newVersion` in the spelling of `currentValue`; `null` where it is a build for another distro or arch,
 * or where it would be no version so spelled: too long for a tag.
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
