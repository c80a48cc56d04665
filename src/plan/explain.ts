import { preset } from '../presets/published/default.ts';
import { formatVersion, parseVersion } from '../sysext/tag.ts';
import { archesFor, requiredArches } from './arches.ts';
import { judgeMalformed, judgeVersion } from './held-back.ts';
import type { Planned } from './make-plan.ts';
import { viewRegistries } from './registry-view.ts';
import type { Reason } from './schema.ts';
import { sysextDependencies } from './slots.ts';

/** What was decided on one candidate. */
export interface Candidate {
  readonly candidate: string;
  /** `current` and `proposed` are no reasons to hold back. */
  readonly verdict: Reason | 'current' | 'proposed';
  readonly detail: string;
}

/** One slot, explained. */
export interface Explanation {
  readonly from: string;
  readonly to: string | null;
  /** The rules in the order in which they decide; a candidate is kept back by the first that fits. */
  readonly rules: readonly { readonly reason: Reason; readonly text: string }[];
  /** Newest first; malformed tags last. */
  readonly candidates: readonly Candidate[];
}

const VERSION_RULE = preset.packageRules?.find(({ versioning }) => versioning !== undefined);
const MINOR_RULE = preset.packageRules?.find(({ allowedVersions }) => allowedVersions !== undefined);
const [DATASOURCE] = Object.values(preset.customDatasources ?? {});

/** The rules of the default preset, in its own words. */
const RULES: Explanation['rules'] = [
  { reason: 'malformed', text: `versioning ${VERSION_RULE?.versioning}` },
  { reason: 'other-minor', text: `${VERSION_RULE?.description}; allowedVersions ${MINOR_RULE?.allowedVersions}` },
  {
    reason: 'other-distro',
    text: `${VERSION_RULE?.description}; extractVersion keeps the builds of the slot's own distro`,
  },
  { reason: 'prerelease', text: 'allowedVersions has no pre-release in it' },
  { reason: 'missing-arch', text: `${DATASOURCE?.description}` },
  { reason: 'not-newer', text: 'Renovate proposes what is newer, and of that the newest' },
  { reason: 'lts', text: 'presets/lts-hold, where it is extended' },
  { reason: 'disabled', text: "the repository's own rules" },
];

/** A candidate is a version, with the architectures beside it. */
function withoutArch(value: string | null): string | undefined {
  const version = parseVersion(value ?? '');
  return version && formatVersion({ ...version, arch: undefined });
}

/** What nobody would expect: of another minor or distro, and older or a pre-release besides. */
const OLDER = { reason: 'not-newer', detail: 'of another minor or distro, and older or a pre-release' } as const;

/**
 * Explains the one slot of a plan.
 *
 * @throws {Error} when the registry was not read, so that there is nothing to explain.
 */
export function explainSlot({ plan, answer }: Planned): Explanation {
  const [slot] = sysextDependencies(answer);
  const [view] = viewRegistries(answer.snapshot);
  const [planned] = plan.slots;
  const newest = planned?.to ?? planned?.from ?? '';
  const current = parseVersion(newest);
  if (slot === undefined || view === undefined || planned === undefined || current === undefined) {
    throw new Error(plan.problems[0]?.message ?? 'the registry was not read');
  }
  const arches = archesFor(slot, requiredArches(answer.transform));
  const own = new Map<string | undefined, Candidate['verdict']>([
    [withoutArch(planned.from), 'current'],
    [withoutArch(planned.to), 'proposed'],
  ]);
  const versions = view.versions.map((published): Candidate => {
    const verdict = own.get(published.text);
    if (verdict !== undefined) return { candidate: published.text, verdict, detail: published.arches.join(', ') };
    const { reason, detail } = judgeVersion({ newest, current, arches }, published) ?? OLDER;
    return { candidate: published.text, verdict: reason, detail };
  });
  const malformed = view.malformed.map((tag): Candidate => {
    const { reason, detail } = judgeMalformed(tag);
    return { candidate: tag, verdict: reason, detail };
  });
  return { from: planned.from, to: planned.to, rules: RULES, candidates: [...versions, ...malformed] };
}
