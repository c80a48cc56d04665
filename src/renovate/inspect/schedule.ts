import type { Config, Internals } from '../internals.ts';
import { callAt } from '../patches/set-clock.ts';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const DAYS_AHEAD = 366;

/**
 * The longest wait for a schedule, in days, as Renovate's own code decides on each hour of a year.
 *
 * @param enough waits up to this number of days are not distinguished.
 * @returns `null` for a schedule without a time in the next year.
 */
export function longestWait(internals: Internals, { schedule, timezone }: Config, enough = 31): number | null {
  const comes = (day: number) => hours(day).some((at) => isScheduledAt(internals, { schedule, timezone }, at));
  let longest = 0;
  let last = 0;
  while (last + enough < DAYS_AHEAD) {
    // The latest day within `enough`: the days in between are irrelevant.
    const next = lastDay(last + enough, last, comes) ?? firstDay(last + enough + 1, comes);
    if (next === undefined) return last === 0 ? null : Math.max(longest, DAYS_AHEAD - last);
    longest = Math.max(longest, next - last);
    last = next;
  }
  return longest;
}

function lastDay(from: number, after: number, comes: (day: number) => boolean): number | undefined {
  for (let day = from; day > after; day -= 1) if (comes(day)) return day;
  return undefined;
}

function firstDay(from: number, comes: (day: number) => boolean): number | undefined {
  for (let day = from; day < DAYS_AHEAD; day += 1) if (comes(day)) return day;
  return undefined;
}

/** The hours of a day from now on, which is the resolution of Renovate's schedules. */
function hours(day: number): number[] {
  const start = Date.now() + day * DAY_MS;
  return Array.from({ length: 24 }, (_, hour) => start + hour * HOUR_MS);
}

function isScheduledAt(internals: Internals, config: Config, at: number): boolean {
  return callAt(at, () => internals['workers/repository/update/branch/schedule.js'].isScheduledNow(config));
}
