import { afterEach, expect, test, vi } from 'vitest';
import { createHttp, PassingFailure } from '../../src/registry/http.ts';
import { openRegistry } from '../../src/registry/open.ts';
import { first, REPOSITORY, startFaulty, status, TAGS } from './faults.ts';

const waits: number[] = vi.hoisted(() => []);
vi.mock('node:timers/promises', () => ({ setTimeout: async (wait: number) => void waits.push(wait) }));
afterEach(() => waits.splice(0));

test('the wait doubles, more or less', async () => {
  const http = createHttp({ attempts: 8, backoff: 100 });
  const attempt = vi.fn(() => Promise.reject(new PassingFailure('no')));
  await expect(http.retry('here', attempt)).rejects.toThrow('here: no (tried 8 times)');
  expect(attempt).toHaveBeenCalledTimes(8);
  expect(waits).toHaveLength(7);
  for (const [index, wait] of waits.entries()) {
    expect(wait / 2 ** index).toBeGreaterThanOrEqual(50);
    expect(wait / 2 ** index).toBeLessThan(150);
  }
});

test('after an attempt that got on, the count starts anew', async () => {
  const http = createHttp({ attempts: 2, backoff: 100 });
  let left = 10;
  const attempt = async () => (left-- > 0 ? Promise.reject(new PassingFailure('no')) : 'done');
  expect(await http.retry('here', attempt, () => left >= 0)).toBe('done');
  expect(Math.max(...waits.slice(0, -1))).toBeLessThan(150);
});

test.each([
  ['other failures', new Error('broken')],
  ['no error at all', 'broken'],
])('%s are not for another attempt', async (_, failure) => {
  const attempt = vi.fn(() => Promise.reject(failure));
  await expect(createHttp().retry('here', attempt)).rejects.toBe(failure);
  expect(attempt).toHaveBeenCalledTimes(1);
});

test.each([
  ['7', 7000],
  ['0', 0],
  [new Date(Date.now() - 60_000).toUTCString(), 0],
])('Retry-After: %s', async (header, expected) => {
  const { url } = await startFaulty(first(1, () => status(429, { 'retry-after': header })));
  expect(await openRegistry(url).listTags(REPOSITORY)).toEqual(TAGS);
  expect(waits).toEqual([expected]);
});

test('Retry-After at a time', async () => {
  const header = new Date(Date.now() + 30_000).toUTCString();
  const { url } = await startFaulty(first(1, () => status(503, { 'retry-after': header })));
  await openRegistry(url).listTags(REPOSITORY);
  expect(waits).toHaveLength(1);
  expect(waits[0]).toBeGreaterThan(5000);
  expect(waits[0]).toBeLessThanOrEqual(30_000);
});
