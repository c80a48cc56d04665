import { beforeAll, describe, expect, test } from 'vitest';
import { planned } from './proposals.ts';
import { planAndRunAgain, type Step } from './run.ts';
import { SEQUENCES } from './sequences.ts';

/*
 * A bot comes back to its branches. Renovate reuses a branch that has what it looks for, whatever else is in it, and
 * merges it where all that it looks for may be merged. Nothing may come to main that no review, or no preset, allowed.
 */

/** Each run of the bot is a process of its own. */
const TIMEOUT_MS = 10 * 60_000;

describe.for(SEQUENCES)('$name', (sequence) => {
  let steps: readonly Step[];
  beforeAll(async () => {
    steps = await planAndRunAgain(sequence);
  }, TIMEOUT_MS);

  test.each(sequence.runs.map((run, index) => ({ ...run, index })))(
    'run $index: $name',
    ({ index, main, branches }) => {
      const step = steps[index];
      const log = `the bot's log is ${step?.logFile}`;
      expect(step?.unknown, log).toEqual([]);
      expect(step?.bot.exitCode, log).toBe(0);
      expect(valuesOn(step?.main ?? {}), log).toEqual(main);
      expect(step?.branches, log).toEqual(branches);
    },
  );

  test('the first run opens what was planned', () => {
    const [first] = steps;
    expect(first && planned(first.plan)).toEqual(first?.opened);
  });
});

/** The values of all slots, file by file. */
function valuesOn(files: Step['main']): string[] {
  const texts = Object.keys(files)
    .sort()
    .map((file) => files[file] ?? '');
  return texts.flatMap((text) => [...text.matchAll(/"latestVersion": "([^"]*)"/g)].map(([, value]) => value ?? ''));
}
