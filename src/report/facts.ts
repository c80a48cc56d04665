import { type Diagnostic, placeOf } from '../analysis/diagnostic.ts';
import type { Plan, PlannedSlot, PullRequest, SkippedVersion } from '../analysis/schema.ts';
import { count } from './count.ts';
import { WAIT_WORDS } from './words.ts';

/** A plan in numbers. */
export interface Facts {
  readonly pullRequests: number;
  /** Branches that are merged without a pull request. */
  readonly branches: number;
  /** Pull requests that the bot does not open at once. */
  readonly waiting: number;
  readonly slots: number;
  /** Slots that a pull request bumps. */
  readonly bumped: number;
  /** Upgrades of dependencies other than sysexts. */
  readonly otherUpgrades: number;
  /** Candidates that are newer than the version of their slot, and are not proposed. */
  readonly skipped: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Counts a plan. */
export function factsOf({ pullRequests, slots, skipped, diagnostics }: Plan): Facts {
  const upgrades = pullRequests.flatMap((pullRequest) => pullRequest.upgrades);
  return {
    pullRequests: pullRequests.filter(isOpened).length,
    branches: pullRequests.filter((one) => !isOpened(one)).length,
    waiting: pullRequests.filter(({ waitsFor }) => waitsFor !== null).length,
    slots: slots.length,
    bumped: slots.filter(({ to }) => to !== null).length,
    otherUpgrades: upgrades.filter(({ component }) => component === null).length,
    skipped: skipped.filter(isNewer).length,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Whether a branch gets a pull request even if nothing fails. */
export function isOpened({ waitsFor }: PullRequest): boolean {
  return waitsFor !== 'branch-automerge';
}

/** `1 pull request`, or also `1 pull request and 2 branches without one`. */
export function proposalsOf({ pullRequests, branches }: Pick<Facts, 'pullRequests' | 'branches'>): string {
  const requests = count(pullRequests, 'pull request');
  return branches === 0 ? requests : `${requests} and ${count(branches, 'branch')} without one`;
}

/** A property of a pull request. A flag has no values. */
export interface RequestFact {
  readonly name: 'Branch' | 'Base branch' | 'Draft' | 'Group' | 'Automerge' | 'Waits for' | Assigned;
  readonly values: readonly string[];
}
type Assigned = 'Labels' | 'Reviewers' | 'Assignees';

/** Lists the properties of a pull request that are set. The base branch is one if a plan has several. */
export function requestFacts({ slots, pullRequests }: Plan, request: PullRequest): RequestFact[] {
  const { branch, baseBranch, draft, group, automerge, waitsFor, labels, reviewers, assignees } = request;
  const isOnly = new Set([...slots, ...pullRequests].map((one) => one.baseBranch)).size < 2;
  const list = (name: RequestFact['name'], values: readonly (string | null)[]): RequestFact[] => {
    const set = values.filter((value) => value !== null);
    return set.length === 0 ? [] : [{ name, values: set }];
  };
  const flag = (name: RequestFact['name'], isSet: boolean): RequestFact[] => (isSet ? [{ name, values: [] }] : []);
  return [
    ...list('Branch', [branch]),
    ...list('Base branch', isOnly ? [] : [baseBranch]),
    ...flag('Draft', draft),
    ...list('Group', [group]),
    ...flag('Automerge', automerge),
    ...list('Waits for', waitsFor === null ? [] : [WAIT_WORDS[waitsFor]]),
    ...list('Labels', labels),
    ...list('Reviewers', reviewers),
    ...list('Assignees', assignees),
  ];
}

/** Whether a skipped candidate is newer than the version of its slot. The others are listed for completeness. */
export function isNewer({ reason }: SkippedVersion): boolean {
  return reason !== 'not-newer';
}

/** Whether lookups are missing from a result. */
export function isIncomplete({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** Summarizes the pull requests in one sentence of our own words. */
export function headline(facts: Facts): string {
  const { pullRequests, branches, slots, bumped, otherUpgrades, errors } = facts;
  if (pullRequests + branches === 0 && errors > 0) return 'No pull request found, and the plan is incomplete';
  if (pullRequests + branches === 0)
    return slots === 0 ? 'No pull request, and no sysexts found' : `No pull request for ${count(slots, 'slot')}`;
  const others = otherUpgrades === 0 ? '' : ` and ${count(otherUpgrades, 'other dependency')}`;
  return `${proposalsOf(facts)} for ${bumped} of ${count(slots, 'slot')}${others}`;
}

/** Counts the dependencies other than sysexts, and those that are not looked up. */
export function othersOf({ others, notLookedUp }: Plan): string {
  if (others === 0) return '';
  const all = count(others, 'other dependency');
  if (notLookedUp === 0) return all;
  return notLookedUp === others ? `${all} not looked up` : `${all}, ${notLookedUp} of them not looked up`;
}

/** `1 error, 2 warnings`; empty for neither. */
export function severities({ errors, warnings }: Facts): string {
  const parts = [errors > 0 ? count(errors, 'error') : '', warnings > 0 ? count(warnings, 'warning') : ''];
  return parts.filter((part) => part !== '').join(', ');
}

/** The location of a problem and its package, as far as they are known. */
export function placesOf(problem: Diagnostic): string[] {
  return [placeOf(problem), problem.package].filter((place) => place !== null);
}

/** Sorts problems: errors first, then warnings. */
export function bySeverity(problems: readonly Diagnostic[]): Diagnostic[] {
  const of = (wanted: Diagnostic['severity']) => problems.filter(({ severity }) => severity === wanted);
  return [...of('error'), ...of('warning'), ...of('info')];
}

/** Lists the slots that no pull request bumps. Whether that is right is unknown if a lookup failed. */
export function unchangedSlots({ slots, diagnostics }: Plan): { slot: PlannedSlot; known: boolean }[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const failed = new Set(errors.map((problem) => problem.package));
  const aborted = errors.some(({ id }) => id === 'renovate-failed');
  return slots.filter(({ to }) => to === null).map((slot) => ({ slot, known: !aborted && !failed.has(slot.package) }));
}
