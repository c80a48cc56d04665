/*
 * What should be proposed, worked out without the source, its patterns, or any regular expression: texts are cut
 * at their separators and looked at character by character.
 */

/** What a variant of the presets is meant to do. */
export interface Rule {
  /** How the value is written. */
  readonly form: 'value' | 'reference' | 'revisionless';
  /** A version counts only when each of these has its tag; `own`: the reference's, x86-64 for a value. */
  readonly arches: readonly string[] | 'own';
  /** The distro of values that name none. */
  readonly distro?: string;
  /** Whether a slot stays on its side of patch 100. */
  readonly holdsLts?: boolean;
  /** Whether a list that may be cut off is refused. */
  readonly refusesPages?: boolean;
}

interface Version {
  /** Without the arch. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Before the release, lower is earlier; a release is above all of them. */
  readonly stage: number;
  readonly stageNumber: number;
  readonly revision: number;
  readonly distro: string;
  /** Empty, if there is none. */
  readonly arch: string;
}

const ARCHES = ['x86-64', 'arm64', 'riscv64', 's390x', 'ppc64-le'];
const STAGES = ['alpha', 'beta', 'rc'];
const RELEASED = STAGES.length;

/** What is proposed for `from` where a registry has `tags`: one value, or nothing. */
export function expected(rule: Rule, from: string, tags: readonly string[]): string | undefined {
  const own = rule.form === 'revisionless' ? readRelease(from, rule.distro ?? '') : readVersion(from);
  if (own === undefined || (rule.form === 'value' && own.arch !== '')) return undefined;
  const arches = archesFor(rule, own);
  if (own.arch !== '' && !arches.includes(own.arch)) return undefined;
  if (rule.refusesPages && isFullPage(tags)) return undefined;
  const newest = complete(arches, tags)
    .filter((one) => canFollow(rule, own, one))
    .reduce<Version | undefined>((best, one) => (best === undefined || order(one, best) > 0 ? one : best), undefined);
  if (newest === undefined) return undefined;
  if (rule.form === 'revisionless') return `v${newest.major}.${newest.minor}.${newest.patch}`;
  return own.arch === '' ? newest.text : `${newest.text}-${own.arch}`;
}

/** Why a proposal must never be made, whatever else there is; `undefined` where it may. */
export function forbidden(rule: Rule, from: string, tags: readonly string[], to: string): string | undefined {
  const [old, next] =
    rule.form === 'revisionless'
      ? [from, to].map((text) => readRelease(text, rule.distro ?? ''))
      : [from, to].map(readVersion);
  if (old === undefined) return `${from} is no version`;
  if (next === undefined) return `${to} is no version`;
  if (next.distro !== old.distro) return 'another distro';
  if (next.arch !== old.arch) return 'another arch';
  if (next.major !== old.major || next.minor !== old.minor) return 'another minor';
  if (next.stage !== RELEASED) return 'a pre-release';
  const isThere = (one: Version) =>
    rule.form === 'revisionless' ? one.distro === next.distro && one.patch === next.patch : one.text === next.text;
  if (!complete(archesFor(rule, old), tags).some(isThere)) return 'an incomplete version';
  return undefined;
}

/** Whether `to` is below `from`, or the same. */
export function isNotAbove(from: string, to: string): boolean {
  const [old, next] = [readVersion(from) ?? readRelease(from, ''), readVersion(to) ?? readRelease(to, '')];
  return old === undefined || next === undefined || order(next, old) <= 0;
}

/** Whether a text is a version at all. */
export function isVersion(text: string): boolean {
  return readVersion(text) !== undefined;
}

function canFollow(rule: Rule, own: Version, one: Version): boolean {
  if (one.distro !== own.distro || one.major !== own.major || one.minor !== own.minor) return false;
  if (one.stage !== RELEASED) return false;
  if (rule.holdsLts && one.patch >= 100 !== own.patch >= 100) return false;
  return rule.form === 'revisionless' ? one.patch > own.patch : order(one, own) > 0;
}

function archesFor({ arches }: Rule, { arch }: Version): readonly string[] {
  if (arches !== 'own') return arches;
  return [arch === '' ? 'x86-64' : arch];
}

/** The versions, without an arch, for which each of `arches` has a tag. */
export function completeVersions(arches: readonly string[], tags: readonly string[]): string[] {
  return complete(arches, tags).map(({ text }) => text);
}

/** Whether a list is as long as a page of a registry that was asked for 1,000 tags. */
export function isFullPage({ length }: readonly unknown[]): boolean {
  return length === 50 || length === 100 || (length > 0 && length % 1000 === 0);
}

/** The versions that every arch has a tag for. */
function complete(arches: readonly string[], tags: readonly string[]): Version[] {
  const all = new Set(tags);
  const [first = ''] = arches;
  return [...all].flatMap((tag) => {
    const version = readVersion(tag);
    if (version?.arch !== first) return [];
    return arches.every((arch) => all.has(`${version.text}-${arch}`)) ? [version] : [];
  });
}

function order(a: Version, b: Version): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    a.stage - b.stage ||
    a.stageNumber - b.stageNumber ||
    a.revision - b.revision
  );
}

function readRelease(text: string, distro: string): Version | undefined {
  const rest = readVersion(`${text}-0-${distro === '' ? 'any' : distro}`);
  return rest?.stage === RELEASED ? { ...rest, text } : undefined;
}

function readVersion(whole: string): Version | undefined {
  if (whole[0] !== 'v') return undefined;
  const arch = ARCHES.find((one) => whole.endsWith(`-${one}`)) ?? '';
  const text = arch === '' ? whole : whole.slice(0, -arch.length - 1);
  const parts = text.slice(1).split('-');
  const [release = '', ...rest] = parts;
  const [major, minor, patch, more] = release.split('.').map(readNumber);
  const staged = rest.length === 3 ? (rest[0] ?? '') : undefined;
  const [stageName = '', stageText = ''] = staged?.split('.') ?? [];
  const stage = staged === undefined ? RELEASED : STAGES.indexOf(stageName);
  const stageNumber =
    staged === undefined ? 0 : staged === `${stageName}.${stageText}` ? readNumber(stageText) : undefined;
  const [revisionText = '', distro = ''] = rest.slice(-2);
  const revision = readNumber(revisionText);
  if (rest.length < 2 || rest.length > 3 || more !== undefined || release.split('.').length !== 3) return undefined;
  if (major === undefined || minor === undefined || patch === undefined || revision === undefined) return undefined;
  if (stage === -1 || stageNumber === undefined || !isDistro(distro)) return undefined;
  return { text, major, minor, patch, stage, stageNumber, revision, distro, arch };
}

/** Digits, at most 15, and no zero in front of others. */
function readNumber(text: string): number | undefined {
  const isDigits = text.length > 0 && [...text].every((character) => character >= '0' && character <= '9');
  return isDigits && text.length <= 15 && String(Number(text)) === text ? Number(text) : undefined;
}

/** Lower-case words of letters and digits, the first with a letter in front, with one `.` or `_` between two. */
function isDistro(text: string): boolean {
  const isLetter = (character: string) => character >= 'a' && character <= 'z';
  const isWord = (word: string) => word !== '' && [...word].every((one) => isLetter(one) || (one >= '0' && one <= '9'));
  return isLetter(text[0] ?? '') && text.replaceAll('_', '.').split('.').every(isWord);
}
