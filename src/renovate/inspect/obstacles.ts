import type { Config, Internals, RenovateBranch } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import type { Build } from './candidates.ts';
import { longestWait } from './schedule.ts';
import type { FindSetting, Setting, Subject } from './settings.ts';
import type { Outcome, Trial } from './trials.ts';

/** A reason why a newer build of some slots does not reach the base branch. */
type Obstacle = Inspection['obstacles'][number];

/** An obstacle of one slot. */
type Found = Pick<Obstacle, 'stop' | 'option' | 'value' | 'detail'>;

/** The longest wait of a schedule that is not reported. */
const MONTH_DAYS = 31;

/** The highest limit that one other open pull request can exhaust. */
const TINY_LIMIT = 2;

/** Builds that every slot should get. */
const WANTED = ['nextRevision', 'nextPatch'] as const satisfies readonly Build[];

/** The trials of these builds. */
type Trials = Readonly<Record<(typeof WANTED)[number], Trial>>;

/**
 * Finds why newer builds do not reach the base branch, by the outcome of trial builds.
 *
 * @param subjectOf returns a slot as package rules see it: before its lookup, or with an update.
 * @param others the number of dependencies that are not slots.
 */
export async function findObstacles(
  internals: Internals,
  trials: Trials,
  subjectOf: (slot: number, update?: Config) => Promise<Subject>,
  findSetting: FindSetting,
  others: number,
): Promise<Obstacle[]> {
  const obstacles = new Map<string, Obstacle>();
  const waits = new Map<string, number | null>();
  const waitOf = ({ schedule, timezone }: Config) => {
    const key = JSON.stringify([schedule, timezone]);
    const wait = waits.get(key) ?? longestWait(internals, { schedule, timezone }, MONTH_DAYS);
    waits.set(key, wait);
    return wait;
  };
  for (const build of WANTED) {
    const { outcomes, branches } = trials[build];
    for (const [slot, outcome] of outcomes.entries()) {
      if (outcome === undefined) continue;
      const subject = await subjectOf(slot, outcome.updates[0]);
      const limits = outcome.branch === undefined ? [] : limitsOf(internals, outcome.branch, branches, others);
      for (const found of [...stopsOf(outcome, waitOf), ...limits]) {
        const { option, setting } = await settingFor(found, (option) => findSetting(subject, option));
        // Renovate's default limits are not reported.
        if (found.stop === 'shared-limit' && setting.path === null) continue;
        const key = JSON.stringify([found, option, setting]);
        const known = obstacles.get(key) ?? { ...found, option, setting, slots: [], builds: [] };
        obstacles.set(key, known);
        if (!known.slots.includes(slot)) known.slots.push(slot);
        if (!known.builds.includes(build)) known.builds.push(build);
      }
    }
  }
  const all = [...obstacles.values()];
  const isLimited = all.some(({ stop }) => stop === 'limit');
  return all.filter(({ stop }) => stop !== 'shared-limit' || !isLimited);
}

/** The options that can make a value invalid, of which the first one that is set is reported. */
const READING = ['versionCompatibility', 'versioning'];

async function settingFor(
  { stop, option }: Found,
  find: (option: string) => Promise<Setting>,
): Promise<{ option: string; setting: Setting }> {
  for (const other of stop === 'skipped' ? READING : []) {
    const setting = await find(other);
    if (setting.path !== null) return { option: other, setting };
  }
  return { option, setting: await find(option) };
}

/** The obstacles of a build in Renovate's order: the lookup, the rules for the update, the branch, the pull request. */
function stopsOf(outcome: Outcome, waitOf: (branch: Config) => number | null): Found[] {
  const { dep, updates, failure, upgrade, branch } = outcome;
  const stop = (stop: Found['stop'], option: string, value: unknown, detail: string | number | null = null): Found => {
    return { stop, option, value: textOf(value), detail };
  };
  if (failure !== undefined) return [stop('failed', failure.option, undefined, failure.message)];
  switch (dep['skipReason']) {
    case undefined:
      break;
    case 'ignored':
      return [stop('ignored', 'ignoreDeps', dep['depName'])];
    case 'disabled':
      return [stop('disabled', 'enabled', false)];
    case 'is-pinned':
      return [stop('pinned', 'updatePinnedDependencies', false)];
    default:
      return [stop('skipped', 'versioning', undefined, String(dep['skipReason']))];
  }
  // A build that is not proposed is another finding.
  if (updates.length === 0) return [];
  if (upgrade === undefined || branch === undefined) {
    return [stop('disabled', 'enabled', false, String(updates[0]?.['updateType']))];
  }
  return branchStops(branch, waitOf).map(([name, option, detail]) => stop(name, option, branch[option], detail));
}

type Stop = readonly [stop: Found['stop'], option: string, detail?: string | number | null];

function branchStops(branch: RenovateBranch, waitOf: (branch: Config) => number | null): Stop[] {
  const stops: Stop[] = [];
  const { minimumGroupSize, mode, prCreation, automerge, automergeType, schedule } = branch;
  if (Number(minimumGroupSize ?? 0) > branch.upgrades.length) {
    stops.push(['group-size', 'minimumGroupSize', branch.upgrades.length]);
  }
  if (branch['pendingChecks']) stops.push(['release-age', 'minimumReleaseAge']);
  if (mode === 'silent') stops.push(['silent', 'mode']);
  if (branch['dependencyDashboardApproval']) stops.push(['approval', 'dependencyDashboardApproval']);
  const wait = schedule === undefined ? 0 : waitOf(branch);
  if (wait === null || wait > MONTH_DAYS) stops.push(['schedule', 'schedule', wait]);
  if (automerge && automergeType === 'branch') stops.push(['no-pull-request', 'automergeType']);
  else if (prCreation === 'approval') stops.push(['approval', 'prCreation']);
  else if (prCreation === 'status-success') stops.push(['checks', 'prCreation']);
  else if (prCreation === 'not-pending') stops.push(['checks', 'prCreation', Number(branch['prNotPendingHours'])]);
  if (branch['draftPR']) stops.push(['draft', 'draftPR']);
  if (branch['recreateWhen'] === 'never') stops.push(['closed', 'recreateWhen']);
  if (branch['rebaseWhen'] === 'never') stops.push(['stale', 'rebaseWhen']);
  return stops;
}

/** Limits of open branches and pull requests that the branches of sysexts reach by themselves, or with one other. */
function limitsOf(
  internals: Internals,
  branch: RenovateBranch,
  all: readonly RenovateBranch[],
  others: number,
): Found[] {
  const { calcLimit } = internals['workers/global/limits.js'];
  const before = all.indexOf(branch);
  const limits = (['branchConcurrentLimit', 'prConcurrentLimit'] as const).map((option) => {
    return { option, limit: calcLimit(branch.upgrades, option) };
  });
  // The limit of branches is the default limit of pull requests.
  const own = limits.filter(({ option }) => branch.upgrades.some((upgrade) => typeof upgrade[option] === 'number'));
  const [{ option, limit } = { option: '', limit: 0 }] = own
    .filter(({ limit }) => limit > 0)
    .sort((a, b) => a.limit - b.limit);
  if (limit === 0) return [];
  const value = String(limit);
  if (before >= limit) return [{ stop: 'limit', option, value, detail: all.length }];
  return limit <= TINY_LIMIT && others > 0 ? [{ stop: 'shared-limit', option, value, detail: others }] : [];
}

const MAX_QUOTED_CHARACTERS = 100;

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  const text = JSON.stringify(value);
  return text.length > MAX_QUOTED_CHARACTERS ? `${text.slice(0, MAX_QUOTED_CHARACTERS)}…` : text;
}
