import type { Diagnostic, PlanId } from '../analysis/diagnostic.ts';
import { formatPath } from '../manifest/path.ts';
import { at, type Facts, nameOf } from './facts.ts';
import type { Found } from './lint.ts';

/** The diagnostics of an analysis with some ids, as a lint reports them. */
export function problemsOf(facts: Facts, ...ids: readonly PlanId[]): Found[] {
  return problemsIn(facts, ...ids).map((problem) => problemFound(facts, problem));
}

/** The diagnostics of an analysis with some ids. If Renovate aborted, it extracted nothing, which is a consequence. */
export function problemsIn({ diagnostics, answer }: Facts, ...ids: readonly PlanId[]): Diagnostic[] {
  return diagnostics
    .filter(({ id }) => answer.failure === undefined || id === 'slot-unreadable')
    .filter(({ id }) => ids.some((one) => one === id));
}

/** A diagnostic at the slot that it is about, or else in its file by its line, its path, or the package's name. */
export function problemFound({ slots }: Facts, problem: Diagnostic): Found {
  const { severity, file, line, path, package: name, message, impact, fix } = problem;
  const slot = slots.find((one) => path !== null && one.file === file && formatPath(one.path) === formatPath(path));
  const texts = {
    message,
    package: name,
    ...(severity === 'warning' ? { severity } : {}),
    ...(impact === null ? {} : { impact: toSentence(impact) }),
    ...(fix === null ? {} : { fix: toSentence(fix) }),
  };
  if (slot !== undefined) return { ...texts, place: at(slot, 'latestVersion'), slots: nameOf(slot) };
  const place = {
    file,
    ...(line === null ? {} : { line }),
    ...(path === null ? {} : { path }),
    ...(name === null ? {} : { text: name }),
  };
  return { ...texts, place, ...(name === null ? {} : { slots: name }) };
}

/** `extend the default preset` as a sentence. */
function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;
}
