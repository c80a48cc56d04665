import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapConcurrently } from '../../src/system/map-concurrently.ts';

test('results are in the order of the items, and calls are bounded', async () => {
  let running = 0;
  let most = 0;
  const results = await mapConcurrently([3, 1, 2, 0, 4], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    await sleep(item);
    running -= 1;
    return item * 2;
  });
  expect(results).toEqual([6, 2, 4, 0, 8]);
  expect(most).toBe(2);
});

test('after a failure nothing is started, and running calls end first', async () => {
  const events: string[] = [];
  const mapped = mapConcurrently(['slow', 'fails', 'never'], 2, async (item) => {
    events.push(`${item} starts`);
    if (item === 'fails') throw new Error(item);
    await sleep(20);
    events.push(`${item} ends`);
  });
  await expect(mapped).rejects.toThrow('fails');
  expect(events).toEqual(['slow starts', 'fails starts', 'slow ends']);
});
