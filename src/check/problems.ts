import { slotWords } from '../analysis/manifests.ts';
import type { Problem } from '../analysis/schema.ts';
import { at, type Facts, nameOf } from './facts.ts';
import type { Found } from './lint.ts';

/** The problems of a plan of some kinds, each where it is. */
export function problemsOf(facts: Facts, ...codes: readonly Problem['code'][]): Found[] {
  return problemsIn(facts, ...codes).map((problem) => problemFound(facts, problem));
}

/** The problems of a plan of some kinds. Where Renovate aborted, it found nothing, which shows nothing of the repository. */
export function problemsIn({ plan, answer }: Facts, ...codes: readonly Problem['code'][]): Problem[] {
  return plan.problems
    .filter(({ code }) => answer.failure === undefined || code === 'manifest')
    .filter(({ code }) => codes.includes(code));
}

/** A problem at the slot that it is about, or else in its file by the package's name. */
export function problemFound({ slots }: Facts, { severity, file, line, package: name, message }: Problem): Found {
  const slot = slots.find((one) => {
    return one.file === file && one.repository === name && message.startsWith(slotWords(one));
  });
  if (slot === undefined) {
    return {
      ...(severity === 'warning' ? { severity: 'warn' as const } : {}),
      place: { file, ...(line === undefined ? {} : { line }), ...(name === null ? {} : { text: name }) },
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
