import type { Diagnostic, PlanId } from '../analysis/diagnostic.ts';
import { slotWords } from '../analysis/manifests.ts';
import { at, type Facts, nameOf } from './facts.ts';
import type { Found } from './lint.ts';

/** The problems of a plan of some kinds, each where it is. */
export function problemsOf(facts: Facts, ...ids: readonly PlanId[]): Found[] {
  return problemsIn(facts, ...ids).map((problem) => problemFound(facts, problem));
}

/** The problems of a plan of some kinds. Where Renovate aborted, it found nothing, which shows nothing of the repository. */
export function problemsIn({ plan, answer }: Facts, ...ids: readonly PlanId[]): Diagnostic[] {
  return plan.diagnostics
    .filter(({ id }) => answer.failure === undefined || id === 'slot-unreadable')
    .filter(({ id }) => ids.some((one) => one === id));
}

/** A problem at the slot that it is about, or else in its file by the package's name. */
export function problemFound({ slots }: Facts, { severity, file, line, package: name, message }: Diagnostic): Found {
  const slot = slots.find((one) => {
    return one.file === file && one.repository === name && message.startsWith(slotWords(one));
  });
  if (slot === undefined) {
    return {
      ...(severity === 'warning' ? { severity } : {}),
      place: { file, ...(line === null ? {} : { line }), ...(name === null ? {} : { text: name }) },
      ...(name === null ? {} : { slots: name }),
      message,
    };
  }
  const rest = message
    .slice(slotWords(slot).length)
    .replace(/^, (?:and )?/, '')
    .trim();
  return { place: at(slot, 'latestVersion'), slots: nameOf(slot), message: rest };
}
