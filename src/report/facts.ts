import type { HeldBack, Plan, PlannedSlot, Problem, PullRequest } from '../analysis/schema.ts';
import { count } from './count.ts';

/** What a plan comes to, in numbers. */
export interface Facts {
  readonly pullRequests: number;
  /** Branches that are merged without one. */
  readonly branches: number;
  /** Pull requests that the bot does not open at once. */
  readonly waiting: number;
  readonly slots: number;
  /** Slots that a pull request bumps. */
  readonly bumped: number;
  /** Upgrades of dependencies that are no sysexts. */
  readonly otherUpgrades: number;
  /** Candidates that are newer than what their slot has, and were not taken. */
  readonly heldBack: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Counts a plan. */
export function factsOf({ pullRequests, slots, heldBack, problems }: Plan): Facts {
  const upgrades = pullRequests.flatMap((pullRequest) => pullRequest.upgrades);
  return {
    pullRequests: pullRequests.filter(isOpened).length,
    branches: pullRequests.filter((one) => !isOpened(one)).length,
    waiting: pullRequests.filter(({ waitsFor }) => waitsFor !== null).length,
    slots: slots.length,
    bumped: slots.filter(({ to }) => to !== null).length,
    otherUpgrades: upgrades.filter(({ component }) => component === null).length,
    heldBack: heldBack.filter(isNewer).length,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Whether a branch gets a pull request, unless something goes wrong. */
export function isOpened({ waitsFor }: PullRequest): boolean {
  return waitsFor !== 'branch-automerge';
}

/** `1 pull request`, or also `1 pull request and 2 branches without one`. */
export function proposalsOf({ pullRequests, branches }: Pick<Facts, 'pullRequests' | 'branches'>): string {
  const requests = count(pullRequests, 'pull request');
  return branches === 0 ? requests : `${requests} and ${count(branches, 'branch')} without one`;
}

/** The base branch of a pull request, where there are several. */
export function baseBranchOf({ slots, pullRequests }: Plan, { baseBranch }: PullRequest): string | null {
  const all = new Set([...slots, ...pullRequests].map((one) => one.baseBranch));
  return all.size > 1 ? baseBranch : null;
}

/** Whether a candidate that was not taken is newer: those that are not are told of for completeness. */
export function isNewer({ reason }: HeldBack): boolean {
  return reason !== 'not-newer';
}

/** Whether something is missing from a plan: what it does not have is then not known. */
export function isIncomplete({ problems }: { readonly problems: readonly Problem[] }): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

/** What will be opened, in one sentence without text from outside. */
export function headline(facts: Facts): string {
  const { pullRequests, branches, slots, bumped, otherUpgrades, errors } = facts;
  if (pullRequests + branches === 0 && errors > 0) return 'No pull request found, and the plan is incomplete';
  if (pullRequests + branches === 0)
    return slots === 0 ? 'No pull request, and no sysexts found' : `No pull request for ${count(slots, 'slot')}`;
  const others = otherUpgrades === 0 ? '' : ` and ${count(otherUpgrades, 'other dependency')}`;
  return `${proposalsOf(facts)} for ${bumped} of ${count(slots, 'slot')}${others}`;
}

/** The dependencies that are no sysexts, and how many of them are not known; empty if there are none. */
export function othersOf({ others, notLookedUp }: Plan): string {
  if (others === 0) return '';
  const all = count(others, 'other dependency');
  if (notLookedUp === 0) return all;
  return notLookedUp === others ? `${all} not looked up` : `${all}, ${notLookedUp} of them not looked up`;
}

/** `1 error, 2 warnings`; empty if there are none. What is good to know is not counted. */
export function severities({ errors, warnings }: Facts): string {
  const parts = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** `install.sh:12`, or the file alone; `null` where a problem is in no file. */
export function placeOf({ file, line }: Problem): string | null {
  return file === null || line === undefined ? file : `${file}:${line}`;
}

/** Problems with the errors first, each kind in its order. */
export function bySeverity(problems: readonly Problem[]): Problem[] {
  const of = (wanted: Problem['severity']) => problems.filter(({ severity }) => severity === wanted);
  return [...of('error'), ...of('warning'), ...of('info')];
}

/** Slots that no pull request bumps, and whether that is known to be right: nothing is, of a lookup that failed. */
export function unchangedSlots({ slots, problems }: Plan): { slot: PlannedSlot; known: boolean }[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const failed = new Set(errors.map((problem) => problem.package));
  const gaveUp = errors.some(({ code }) => code === 'renovate-failed');
  return slots.filter(({ to }) => to === null).map((slot) => ({ slot, known: !gaveUp && !failed.has(slot.package) }));
}
