import type { HeldBack, Plan, Problem, Slot } from '../plan/schema.ts';
import { count } from './count.ts';

/** What a plan comes to, in numbers. */
export interface Facts {
  readonly pullRequests: number;
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
    pullRequests: pullRequests.length,
    waiting: pullRequests.filter(({ waitsFor }) => waitsFor !== null).length,
    slots: slots.length,
    bumped: slots.filter(({ to }) => to !== null).length,
    otherUpgrades: upgrades.filter(({ component }) => component === null).length,
    heldBack: heldBack.filter(isNewer).length,
    errors: problems.filter(({ severity }) => severity === 'error').length,
    warnings: problems.filter(({ severity }) => severity === 'warning').length,
  };
}

/** Whether a candidate that was not taken is newer: those that are not are told of for completeness. */
export function isNewer({ reason }: HeldBack): boolean {
  return reason !== 'not-newer';
}

/** What will be opened, in one sentence without text from outside. */
export function headline(facts: Facts): string {
  const { pullRequests, slots, bumped, otherUpgrades } = facts;
  if (pullRequests === 0)
    return slots === 0 ? 'No pull request, and no sysexts found' : `No pull request for ${count(slots, 'slot')}`;
  const others = otherUpgrades === 0 ? '' : ` and ${count(otherUpgrades, 'other dependency')}`;
  return `${count(pullRequests, 'pull request')} for ${bumped} of ${count(slots, 'slot')}${others}`;
}

/** `1 error, 2 warnings`; empty if there are none. */
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
  return [...of('error'), ...of('warning')];
}

/** Slots that no pull request bumps, and whether that is known to be right: nothing is, of a lookup that failed. */
export function unchangedSlots({ slots, problems }: Plan): { slot: Slot; known: boolean }[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const failed = new Set(errors.map((problem) => problem.package));
  const gaveUp = errors.some(({ code }) => code === 'renovate-failed');
  return slots.filter(({ to }) => to === null).map((slot) => ({ slot, known: !gaveUp && !failed.has(slot.package) }));
}
