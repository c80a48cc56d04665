import type { Problem } from '../plan/schema.ts';
import type { Facts } from './facts.ts';
import type { Found } from './lint.ts';

/** What a plan says of one kind of problem; in the file that it names, by the package that it names. */
export function problemsOf({ plan, answer }: Facts, ...codes: readonly Problem['code'][]): Found[] {
  // Where Renovate gave up, it found nothing, which says nothing of the repository.
  const known = plan.problems.filter(({ code }) => answer.failure === undefined || code === 'manifest');
  return known
    .filter(({ code }) => codes.includes(code))
    .map(({ severity, file, line, package: name, message }) => ({
      ...(severity === 'warning' ? { severity: 'warn' as const } : {}),
      place: { file, ...(line === undefined ? {} : { line }), ...(name === null ? {} : { text: name }) },
      message: name === null ? message : `${name}: ${message}`,
    }));
}
