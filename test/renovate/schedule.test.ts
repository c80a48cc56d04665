import { expect, test } from 'vitest';
import { longestWait } from '../../src/renovate/inspect/schedule.ts';
import type { Config, Internals } from '../../src/renovate/internals.ts';

const HOUR_MS = 60 * 60 * 1000;

/** A schedule as a function of the hours from now on, in the place of Renovate's own reading of one. */
function internalsFor(comes: (hour: number) => boolean): Internals {
  const start = Date.now();
  const isScheduledNow = (_: Config) => comes(Math.round((Date.now() - start) / HOUR_MS));
  return { 'workers/repository/update/branch/schedule.js': { isScheduledNow } } as unknown as Internals;
}

const onDays = (isRight: (day: number) => boolean) => (hour: number) => isRight(Math.floor(hour / 24));

test.each<[string, (hour: number) => boolean, number | null]>([
  ['always', () => true, 31],
  ['one hour of each day', (hour) => hour % 24 === 23, 31],
  ['every seventh day', onDays((day) => day % 7 === 3), 28],
  ['every thirtieth day', onDays((day) => day % 30 === 29), 30],
  ['every ninetieth day, one hour', (hour) => hour % (24 * 90) === 24 * 89 + 5, 90],
  ['two days of a year', onDays((day) => day === 40 || day === 300), 260],
  ['the last day of a year', onDays((day) => day === 365), 365],
  ['never', () => false, null],
])('%s', (_, comes, longest) => {
  const wait = longestWait(internalsFor(comes), { schedule: ['some'] });
  if (longest !== null && longest <= 31) expect(wait).toBeLessThanOrEqual(31);
  else expect(wait).toBe(longest);
});

test('the clock is as it was', () => {
  const { now } = Date;
  longestWait(
    internalsFor(() => true),
    { schedule: ['some'] },
  );
  expect(Date.now).toBe(now);
  const failing = {
    'workers/repository/update/branch/schedule.js': {
      isScheduledNow: () => {
        throw new Error('x');
      },
    },
  };
  expect(() => longestWait(failing as unknown as Internals, { schedule: ['some'] })).toThrow('x');
  expect(Date.now).toBe(now);
});
