import { ARCHES, type Arch, isArchName } from './arch.ts';

/** The stages before a Kubernetes release, in their order. */
export const STAGES = ['alpha', 'beta', 'rc'] as const;

/** One of the stages before a Kubernetes release. */
export type Stage = (typeof STAGES)[number];

/**
 * A version of a sysext, taken apart: `[v]<major>.<minor>.<patch>[-<stage>.<n>]-<revision>-<distro>[-<arch>]`.
 *
 * With `v` and an arch it is a tag in a registry; with `v` and without an arch it is a value in a manifest.
 */
export interface SysextVersion {
  /** Whether the spelling starts with `v`. Tags and values do; some files leave it out. */
  readonly v: boolean;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: { readonly stage: Stage; readonly number: number } | undefined;
  /** The packaging revision: a rebuild of the same Kubernetes patch. */
  readonly revision: number;
  /** What the artifact was built from, such as `azlinux3`. A part of the version: a bump never changes it. */
  readonly distro: string;
  readonly arch: Arch | undefined;
}

/** The longest tag that a registry accepts (OCI Distribution Specification, "Pulling manifests"). */
export const MAX_LENGTH = 128;

/** The parts of the grammar as regular expressions: RE2 syntax, no capturing groups, no anchors. */
export interface Grammar {
  readonly number: string;
  readonly prerelease: string;
  readonly distro: string;
  readonly arch: string;
}

/**
 * The grammar, its numbers limited to `digits` digits.
 *
 * A distro is a word as in os-release's ID and VERSION_ID, so that no part of a tag can be read as two.
 */
function grammar(digits: number): Grammar {
  const number = `(?:0|[1-9]\\d{0,${digits - 1}})`;
  return {
    number,
    prerelease: `(?:${STAGES.join('|')})\\.${number}`,
    distro: '[a-z][a-z0-9]*(?:[._][a-z0-9]+)*',
    arch: `(?:${ARCHES.join('|')})`,
  };
}

/**
 * The grammar for the published patterns, which cannot look at a number's size:
 * 15 digits are a safe integer whatever they are.
 */
export const GRAMMAR: Grammar = grammar(15);

const VERSION = toRegExp(grammar(String(Number.MAX_SAFE_INTEGER).length));

function toRegExp({ number, prerelease, distro, arch }: Grammar): RegExp {
  const release = `(?<major>${number})\\.(?<minor>${number})\\.(?<patch>${number})(?:-(?<prerelease>${prerelease}))?`;
  return new RegExp(`^(?<v>v?)${release}-(?<revision>${number})-(?<distro>${distro})(?:-(?<arch>${arch}))?$`);
}

/**
 * Takes a version apart, in time linear to its length.
 *
 * @returns `undefined` for everything that is not of the grammar: a missing part, a leading zero, a number
 *   that is no safe integer, an arch's name in the place of the distro, more than 128 characters.
 */
export function parseVersion(text: string): SysextVersion | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const groups = VERSION.exec(text)?.groups;
  if (groups === undefined) return undefined;
  const [stage, stageNumber] = (groups['prerelease'] ?? '').split('.');
  const version: SysextVersion = {
    v: groups['v'] === 'v',
    major: Number(groups['major']),
    minor: Number(groups['minor']),
    patch: Number(groups['patch']),
    prerelease: stage ? { stage: stage as Stage, number: Number(stageNumber) } : undefined,
    revision: Number(groups['revision']),
    distro: groups['distro'] ?? '',
    arch: groups['arch'] as Arch | undefined,
  };
  return isInBounds(version) ? version : undefined;
}

function isInBounds({ major, minor, patch, prerelease, revision, distro }: SysextVersion): boolean {
  const numbers = [major, minor, patch, revision, prerelease?.number ?? 0];
  return numbers.every(Number.isSafeInteger) && !isArchName(distro);
}

/** A tag as a registry has it: with `v` and an arch. `undefined` for everything else. */
export function parseTag(text: string): (SysextVersion & { readonly arch: Arch }) | undefined {
  const version = parseVersion(text);
  return version?.v && version.arch !== undefined ? { ...version, arch: version.arch } : undefined;
}

/** A value as a manifest has it: with `v`, without an arch. `undefined` for everything else. */
export function parseValue(text: string): SysextVersion | undefined {
  const version = parseVersion(text);
  return version?.v && version.arch === undefined ? version : undefined;
}

/** The spelling of a version; the inverse of {@link parseVersion}. */
export function formatVersion(version: SysextVersion): string {
  const { v, prerelease, revision, distro, arch } = version;
  const stage = prerelease === undefined ? '' : `-${prerelease.stage}.${prerelease.number}`;
  const suffix = arch === undefined ? '' : `-${arch}`;
  return `${v ? 'v' : ''}${version.major}.${version.minor}.${version.patch}${stage}-${revision}-${distro}${suffix}`;
}
