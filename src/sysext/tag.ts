import { ARCHES, type Arch, isArchName } from './arch.ts';
import {
  FIRST_LTS_PATCH,
  formatRelease,
  hasSafeNumbers,
  parseRelease,
  type Release,
  STAGES,
  type Stage,
} from './release.ts';

/**
 * A version of a sysext: `[v]<major>.<minor>.<patch>[-<stage>.<n>]-<revision>-<distro>[-<arch>]`.
 *
 * A tag in a registry has the `v` and the architecture, a value in a manifest has the `v` alone.
 */
export interface SysextVersion extends Release {
  /** Whether it is written with `v`. Tags and values are; some files leave it out. */
  readonly v: boolean;
  /** The packaging revision: a rebuild of the same Kubernetes patch. */
  readonly revision: number;
  /** The distribution that the artifact was built from, such as `azlinux3`. A bump never changes it. */
  readonly distro: string;
  readonly arch: Arch | undefined;
}

/** The longest tag that a registry accepts (OCI Distribution Specification, "Pulling manifests"). */
export const MAX_LENGTH = 128;

/** The parts of a tag as patterns in RE2 syntax, without capturing groups and anchors. */
export interface Grammar {
  readonly number: string;
  /** The patch of a long-term-support build. */
  readonly ltsPatch: string;
  /** Any other patch. */
  readonly upstreamPatch: string;
  readonly prerelease: string;
  readonly distro: string;
  /** The same pattern, non-greedy: a file extension that follows is left to another pattern. */
  readonly shortestDistro: string;
  readonly arch: string;
}

/**
 * Builds the grammar with numbers of at most `digits` digits.
 *
 * A distro is a word as in ID and VERSION_ID of os-release(5), without hyphens, so that a tag has one reading.
 */
function grammar(digits: number): Grammar {
  const number = `(?:0|[1-9]\\d{0,${digits - 1}})`;
  const ltsDigits = String(FIRST_LTS_PATCH).length;
  const distro = '[a-z][a-z0-9]*(?:[._][a-z0-9]+)*';
  return {
    number,
    ltsPatch: `[1-9]\\d{${ltsDigits - 1},${digits - 1}}`,
    upstreamPatch: `(?:0|[1-9]\\d{0,${ltsDigits - 2}})`,
    prerelease: `(?:${STAGES.join('|')})\\.${number}`,
    distro,
    shortestDistro: `${distro}?`,
    arch: `(?:${ARCHES.join('|')})`,
  };
}

/**
 * The grammar for the published patterns. They cannot compare a number with the largest safe integer, so they accept 15
 * digits: every such number is safe.
 */
export const GRAMMAR: Grammar = grammar(15);

const DISTRO = new RegExp(`^${GRAMMAR.distro}$`);

const VERSION = toRegExp(grammar(String(Number.MAX_SAFE_INTEGER).length));

/** Numbered groups are twice as fast to read as named ones. */
function toRegExp({ number, distro, arch }: Grammar): RegExp {
  const release = `(${number})\\.(${number})\\.(${number})`;
  const stage = `(?:-(${STAGES.join('|')})\\.(${number}))?`;
  return new RegExp(`^(v?)${release}${stage}-(${number})-(${distro})(?:-(${arch}))?$`);
}

/**
 * Parses a version in time linear to its length.
 *
 * @returns `undefined` for an invalid version: a missing part, a leading zero, a number that is not a safe integer, the
 *   name of an architecture in the place of the distro, more than 128 characters.
 */
export function parseVersion(text: string): SysextVersion | undefined {
  const match = text.length > MAX_LENGTH ? null : VERSION.exec(text);
  if (match === null) return undefined;
  const [, v, major, minor, patch, stage, stageNumber, revision, distro = '', arch] = match;
  const version: SysextVersion = {
    v: v === 'v',
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    prerelease: stage === undefined ? undefined : { stage: stage as Stage, number: Number(stageNumber) },
    revision: Number(revision),
    distro,
    arch: arch as Arch | undefined,
  };
  return isInBounds(version) ? version : undefined;
}

function isInBounds(version: SysextVersion): boolean {
  return hasSafeNumbers(version) && Number.isSafeInteger(version.revision) && !isArchName(version.distro);
}

/** Parses a tag, which has a `v` and an architecture. `undefined` for everything else. */
export function parseTag(text: string): (SysextVersion & { readonly arch: Arch }) | undefined {
  const version = parseVersion(text);
  return version?.v && version.arch !== undefined ? { ...version, arch: version.arch } : undefined;
}

/** Parses a value of a manifest, which has a `v` and no architecture. `undefined` for everything else. */
export function parseValue(text: string): SysextVersion | undefined {
  const version = parseVersion(text);
  return version?.v && version.arch === undefined ? version : undefined;
}

/** Parses the release of a version, or a release alone. `undefined` for everything else. */
export function parseReleaseOf(text: string): Release | undefined {
  return parseVersion(text) ?? parseRelease(text);
}

/** The revision of a version that stands for the newest build of its release. */
export const NEWEST_REVISION = Number.MAX_SAFE_INTEGER;

/**
 * Parses the value of a slot. A release alone stands for its newest build for `distro`, which an image build resolves.
 *
 * @param distro the distro of values that have none, if it is known.
 * @returns `undefined` for an invalid value, and for a release alone if the distro is not known.
 */
export function parseSlotValue(text: string, distro: string | undefined): SysextVersion | undefined {
  const version = parseVersion(text);
  const release = version === undefined && distro !== undefined ? parseRelease(text) : undefined;
  if (release === undefined || distro === undefined) return version;
  return { ...release, v: text.startsWith('v'), revision: NEWEST_REVISION, distro, arch: undefined };
}

/** Whether `text` is a valid name of a distro, such as `azlinux3`. */
export function isDistro(text: string): boolean {
  return DISTRO.test(text) && !isArchName(text);
}

/** Formats a version; the inverse of {@link parseVersion}. */
export function formatVersion(version: SysextVersion): string {
  const { v, revision, distro, arch } = version;
  const release = formatRelease(version);
  const suffix = arch === undefined ? '' : `-${arch}`;
  return `${v ? release : release.slice(1)}-${revision}-${distro}${suffix}`;
}
