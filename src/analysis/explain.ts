import { formatPath } from '../manifest/path.ts';
import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import { datasourceDescription } from '../presets/parts/datasource.ts';
import { ALLOWED_VERSIONS, VERSIONING } from '../presets/parts/patterns.ts';
import { ALLOWED_VERSIONS_RULE, VERSIONING_RULE } from '../presets/parts/rules.ts';
import type { Inspection } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { isSameRepository } from '../sysext/image-reference.ts';
import { minorOf } from '../sysext/release.ts';
import { formatVersion, parseSlotValue, parseVersion } from '../sysext/tag.ts';
import type { Analysis } from './analyze.ts';
import { archesFor, requiredArches } from './arches.ts';
import { findView } from './assemble.ts';
import { sentenceOf } from './diagnostic.ts';
import { type PublishedVersion, type RegistryView, viewRegistries } from './registry-view.ts';
import type { PlannedSlot, Reason, SkippedVersion } from './schema.ts';
import { isHeld, judgeMalformed, judgeVersion, type Verdict } from './skipped.ts';
import { type SysextDependency, sysextDependencies } from './slots.ts';

/** The slot to explain. */
export interface Wanted {
  /** `null` for any. */
  readonly registry: string | null;
  readonly repository: string;
  readonly value: string;
}

/** The decision on one candidate. */
interface Candidate {
  readonly candidate: string;
  /** `current` and `proposed` are not reasons to skip one. */
  readonly verdict: Reason | 'current' | 'proposed';
  readonly detail: string;
}

/** One slot, explained. */
export interface Explanation {
  /** `null` for a slot of no repository. */
  readonly file: string | null;
  /** `kubelet 1.34` */
  readonly slot: string;
  readonly from: string;
  readonly to: string | null;
  readonly branch: string | null;
  /** The rules in the order in which they decide; a candidate is skipped by the first that fits. */
  readonly rules: readonly { readonly reason: Reason; readonly text: string }[];
  /** Newest first; malformed tags last. */
  readonly candidates: readonly Candidate[];
}

/**
 * Explains the slots of an analysis that have a value, in agreement with its plan.
 *
 * @throws {Error} one line, when no slot has the value, or its registry was not read.
 */
export function explainSlots(analysis: Analysis, wanted: Wanted): Explanation[] {
  const { answer } = analysis;
  const all = sysextDependencies(answer).flatMap((one, index) => {
    const slot = analysis.slots[index];
    return slot !== undefined && isNamed(one, wanted) ? [{ one, slot }] : [];
  });
  const matching = all.filter(({ one }) => one.from === wanted.value);
  // Where two managers extract a slot, one of them is usually disabled.
  const active = matching.filter(({ one }) => one.dep.skipReason === undefined);
  if (matching.length === 0)
    throw new Error(
      notThere(
        analysis,
        wanted,
        all.map(({ one }) => one.from),
      ),
    );
  const views = viewRegistries(answer.snapshot);
  const required = requiredArches(answer);
  return (active.length > 0 ? active : matching).map(({ one, slot }) => {
    const view = findView(views, one);
    if (view === undefined && one.dep.skipReason === undefined) throw new Error(failureOf(analysis, one));
    const arches = archesFor(one, required);
    const sysext = answer.inspection?.sysexts.find((each) => isSame(each, one));
    return {
      file: slot.file,
      slot: slot.slot,
      from: slot.from,
      to: slot.to,
      branch: slot.branch,
      rules: rulesFor(sysext, answer.inspection?.file ?? null, required ?? ARCHES_BY_DEFAULT),
      candidates: candidatesFor(analysis, one, slot, view, arches),
    };
  });
}

function isNamed({ repository, dep }: SysextDependency, { registry, repository: named }: Wanted): boolean {
  const urls = [...(dep.registryUrls ?? []), ...(dep.registryUrl === undefined ? [] : [dep.registryUrl])];
  return (
    isSameRepository(repository, named) &&
    (registry === null || urls.length === 0 || urls.some((url) => url.startsWith(registry)))
  );
}

function isSame({ file, extractedName, currentValue }: Inspection['sysexts'][number], one: SysextDependency): boolean {
  return file === one.file && extractedName === one.repository && currentValue === one.from;
}

function notThere({ diagnostics }: Analysis, { repository, value }: Wanted, others: readonly string[]): string {
  const failed = diagnostics.find(({ id }) => id === 'renovate-failed');
  if (failed !== undefined) return sentenceOf(failed);
  const hint = others.length === 0 ? `no slot of it is extracted` : `its slots have ${[...new Set(others)].join(', ')}`;
  return `no slot of ${repository} has the value ${value}: ${hint}`;
}

/** The cause: a problem of the package, before one of the run. */
function failureOf({ diagnostics }: Analysis, { repository }: SysextDependency): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const own = errors.find((one) => one.package === repository) ?? errors[0];
  return own === undefined ? `the list of tags of ${repository} was not read` : `${repository}: ${sentenceOf(own)}`;
}

function candidatesFor(
  analysis: Analysis,
  one: SysextDependency,
  slot: PlannedSlot,
  view: RegistryView | undefined,
  arches: ReturnType<typeof archesFor>,
): Candidate[] {
  const held = analysis.skipped.filter((entry) => {
    return entry.file === slot.file && entry.package === slot.package && entry.from === slot.from;
  });
  const newest = slot.to ?? slot.from;
  const current = parseSlotValue(newest, one.distro ?? undefined);
  if (current === undefined || view === undefined) return held.map(toCandidate);
  const judge = { newest, current, arches, isHeld: isHeld(one.dep) };
  const own = new Map<string | undefined, Candidate['verdict']>([
    [withoutArch(slot.from), 'current'],
    [withoutArch(slot.to), 'proposed'],
  ]);
  const versions = view.versions.map((published): Candidate => {
    const { text, arches: there } = published;
    const verdict = own.get(text);
    if (verdict !== undefined) return { candidate: text, verdict, detail: there.join(', ') };
    const entry = held.find(({ candidate }) => candidate === text);
    if (entry !== undefined) return toCandidate(entry);
    const { reason, detail } = judgeVersion(judge, published) ?? older(published, slot);
    return { candidate: text, verdict: reason, detail };
  });
  const malformed = view.malformed.map((tag): Candidate => {
    const { reason, detail } = judgeMalformed(tag);
    return { candidate: tag, verdict: reason, detail };
  });
  const shown = new Set([...versions, ...malformed].map(({ candidate }) => candidate));
  // What a rule disables altogether is not about one candidate.
  const rest = held.filter(({ candidate }) => !shown.has(candidate)).map(toCandidate);
  return [...versions, ...malformed, ...rest];
}

function toCandidate({ candidate, reason, detail }: SkippedVersion): Candidate {
  return { candidate, verdict: reason, detail };
}

/** A candidate is a version, with the architectures beside it. */
function withoutArch(value: string | null): string | undefined {
  const version = parseVersion(value ?? '');
  return version && formatVersion({ ...version, arch: undefined });
}

/** A version that a plan does not show: of another minor or distro, and older or a pre-release besides. */
function older({ version }: PublishedVersion, { minor, distro }: PlannedSlot): Verdict {
  if (minorOf(version) !== minor) return { reason: 'other-minor', detail: `the slot is of ${minor}` };
  if (version.distro !== distro) return { reason: 'other-distro', detail: `the slot is of ${distro}` };
  return { reason: 'not-newer', detail: 'the same version, or an older one' };
}

type Settings = Inspection['sysexts'][number]['settings'];

/**
 * The rules by which candidates are skipped: in the default preset's own words where its rules decide, else the setting
 * and its place.
 */
function rulesFor(
  sysext: Inspection['sysexts'][number] | undefined,
  file: string | null,
  arches: readonly Arch[],
): Explanation['rules'] {
  const { settings = {}, datasource } = sysext ?? {};
  const words = (option: keyof Settings, own: unknown, text: string) => {
    const setting = settings[option];
    if (setting === undefined) return sysext === undefined ? text : `no ${option} is set`;
    return setting.value === own ? text : `${option} ${setting.value}, ${placeOf(setting, file)}`;
  };
  const ownBuilds = `${VERSIONING_RULE.description}; extractVersion keeps the builds of the slot's own distro`;
  const allowed = (text: string) => words('allowedVersions', ALLOWED_VERSIONS, text);
  return [
    { reason: 'malformed', text: words('versioning', VERSIONING, `versioning ${VERSIONING}`) },
    { reason: 'other-minor', text: allowed(ALLOWED_VERSIONS_RULE.description) },
    {
      reason: 'other-distro',
      text: settings['extractVersion'] === undefined ? ownBuilds : words('extractVersion', undefined, ownBuilds),
    },
    { reason: 'prerelease', text: allowed('allowedVersions has no pre-release in it') },
    {
      reason: 'missing-arch',
      text:
        datasource === 'docker'
          ? 'the docker datasource requires no other architecture: the tags of one stand for all'
          : datasourceDescription(arches),
    },
    { reason: 'not-newer', text: 'Renovate proposes what is newer, and of that the newest' },
    { reason: 'lts', text: 'presets/lts-hold, where it is extended' },
    { reason: 'disabled', text: "the repository's own rules" },
  ];
}

function placeOf({ path, preset: from }: Settings[string], file: string | null): string {
  if (from !== null) return `by ${from}`;
  return `by ${formatPath((path ?? []).slice(0, -1)) || 'the top'} of ${file}`;
}
