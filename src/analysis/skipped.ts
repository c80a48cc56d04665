import { publishedFile } from '../presets/names.ts';
import type { Cause, Dependency } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { compareVersions } from '../sysext/order.ts';
import { FIRST_LTS_PATCH, isLts, minorOf } from '../sysext/release.ts';
import { NEWEST_REVISION, parseSlotValue, type SysextVersion } from '../sysext/tag.ts';
import { causeWords } from './cause-words.ts';
import type { PublishedVersion, RegistryView } from './registry-view.ts';
import { REASONS, type Reason, type SkippedVersion } from './schema.ts';
import type { SysextDependency } from './slots.ts';

/** The most candidates, the newest ones, that are listed for a reason; three, unless listed here. */
const MOST: Partial<Record<Reason, number>> = { 'other-minor': 1, 'not-newer': 1 };

/** Why a version was not taken, with what there is to say of this one. */
export interface Verdict {
  readonly reason: Reason;
  readonly detail: string;
}

/** The facts that a slot is judged by. */
export interface Judge {
  /** The slot's value, or the one that a pull request brings. */
  readonly newest: string;
  readonly current: SysextVersion;
  /** The architectures that must have a tag. */
  readonly arches: readonly Arch[];
  /** Whether presets/lts-hold keeps the slot on its side of long-term-support builds. */
  readonly isHeld: boolean;
}

/**
 * The newest candidates that were not taken for a slot, by reason.
 *
 * @param to the version that a pull request brings, if there is one.
 */
export function skippedVersions(
  slot: SysextDependency,
  to: string | null,
  view: RegistryView | undefined,
  arches: readonly Arch[],
): SkippedVersion[] {
  const entry = (candidate: string, { reason, detail }: Verdict): SkippedVersion => {
    return {
      file: slot.file,
      slot: slot.name,
      package: slot.repository,
      from: slot.from,
      candidate,
      reason,
      detail,
    };
  };
  const off = turnedOff(slot.dep);
  const disabled = off === undefined ? [] : [entry(off.candidate, off.verdict)];
  const newest = to ?? slot.from;
  const current = parseSlotValue(newest, slot.distro ?? undefined);
  if (current === undefined || view === undefined) return disabled;
  const judge = { newest, current, arches, isHeld: isHeld(slot.dep) };
  const before = parseSlotValue(slot.from, slot.distro ?? undefined) ?? current;
  const entries = [
    ...disabled,
    ...view.versions
      .filter(({ text }) => text !== off?.candidate)
      .flatMap((published) => {
        const verdict = withCause(judgeVersion(judge, published), published, slot.dep, off?.verdict);
        const isOlder = verdict?.reason === 'not-newer' && compareVersions(published.version, before) <= 0;
        return verdict === undefined || isOlder ? [] : [entry(published.text, verdict)];
      }),
    ...view.malformed
      .filter((tag) => tag.startsWith(`v${minorOf(current)}.`))
      .sort()
      .reverse()
      .map((tag) => entry(tag, judgeMalformed(tag))),
  ];
  return REASONS.flatMap((reason) => entries.filter((one) => one.reason === reason).slice(0, MOST[reason] ?? 3));
}

/**
 * The first reason that keeps a published version from a slot.
 *
 * @returns `undefined` for the version that the slot has or gets, and for older ones and pre-releases of other
 *   minors and distros, which are not expected.
 */
export function judgeVersion(
  { newest, current, arches, isHeld }: Judge,
  { version, arches: there }: PublishedVersion,
): Verdict | undefined {
  const { distro, patch, revision } = current;
  const order = compareVersions({ ...version, distro }, { ...current, arch: undefined });
  const isExpected = order >= 0 && version.prerelease === undefined;
  if (minorOf(version) !== minorOf(current)) {
    return !isExpected ? undefined : { reason: 'other-minor', detail: `the slot stays on ${minorOf(current)}` };
  }
  if (version.distro !== distro) {
    return !isExpected ? undefined : { reason: 'other-distro', detail: `the slot stays on ${distro}` };
  }
  const isOwn = order === 0 || (revision === NEWEST_REVISION && version.patch === patch);
  if (isOwn) return undefined;
  if (order < 0) return { reason: 'not-newer', detail: `${newest} is newer` };
  if (version.prerelease !== undefined) return { reason: 'prerelease', detail: 'pre-releases are never proposed' };
  const missing = arches.filter((arch) => !there.includes(arch));
  if (missing.length > 0) return { reason: 'missing-arch', detail: `${missing.join(', ')} has no tag` };
  if (isHeld && isLts(version) !== isLts(current)) {
    return { reason: 'lts', detail: `patches of ${FIRST_LTS_PATCH} and above are long-term-support builds` };
  }
  return { reason: 'disabled', detail: 'the configuration leaves it out' };
}

/** A verdict that names what in the configuration decided it. */
function withCause(
  verdict: Verdict | undefined,
  { text }: PublishedVersion,
  { refused, warnings }: Dependency,
  off: Verdict | undefined,
): Verdict | undefined {
  if (verdict?.reason !== 'lts' && verdict?.reason !== 'disabled') return verdict;
  const cause = refused.find(({ version }) => version === text)?.cause;
  // A setting that turns the newest version off would turn off the others.
  if (cause === undefined && verdict.reason === 'disabled') {
    // A lookup that failed shows nothing of the configuration.
    return off ?? (warnings.length > 0 ? undefined : verdict);
  }
  if (cause === undefined) return verdict;
  return verdict.reason === 'lts' && isHold(cause)
    ? { ...verdict, detail: `${verdict.detail}; ${causeWords(cause)}` }
    : { reason: 'disabled', detail: causeWords(cause) };
}

/** Whether presets/lts-hold refuses versions of a dependency. */
export function isHeld({ refused }: Dependency): boolean {
  return refused.some(({ cause }) => isHold(cause));
}

function isHold({ source }: Cause): boolean {
  return publishedFile(source ?? '') === 'presets/lts-hold.json';
}

function turnedOff({ updates, cause, skipReason }: Dependency): { candidate: string; verdict: Verdict } | undefined {
  const update = updates.find((one) => one.cause !== undefined);
  const found = update?.cause ?? (isOff(skipReason) ? cause : undefined);
  if (found !== undefined) {
    return { candidate: update?.newValue ?? '', verdict: { reason: 'disabled', detail: causeWords(found) } };
  }
  if (!isOff(skipReason)) return undefined;
  return { candidate: '', verdict: { reason: 'disabled', detail: `the configuration turns it off (${skipReason})` } };
}

function isOff(skipReason: string | undefined): boolean {
  return ['disabled', 'ignored', 'package-rules'].includes(skipReason ?? '');
}

/** The verdict on a tag that starts like a version and is not valid. */
export function judgeMalformed(tag: string): Verdict {
  const reading = readVersion(tag);
  return { reason: 'malformed', detail: reading.kind === 'malformed' ? reading.why : 'it is not a valid version' };
}
