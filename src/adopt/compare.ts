import type { Plan, PullRequest } from '../plan/schema.ts';
import type { Adoption } from './schema.ts';

/** What becomes of the pull requests of one plan in another, by their branches. */
export function comparePlans(before: Plan, after: Plan): Adoption['pullRequests'] {
  const old = new Map(before.pullRequests.map((one) => [one.branch, one]));
  const now = new Map(after.pullRequests.map((one) => [one.branch, one]));
  const both = after.pullRequests.flatMap((one) => {
    const earlier = old.get(one.branch);
    return earlier === undefined ? [] : [{ before: earlier, after: one }];
  });
  const change = both.filter((pair) => !isSame(pair.before, pair.after));
  return {
    appear: after.pullRequests.filter(({ branch }) => !old.has(branch)),
    go: before.pullRequests.filter(({ branch }) => !now.has(branch)),
    change,
    stay: both.length - change.length,
  };
}

function isSame(a: PullRequest, b: PullRequest): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
