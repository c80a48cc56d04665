import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { RegistryError } from '../../src/registry/error.ts';
import { createRetry, TransientError } from '../../src/registry/retry.ts';
import { type Fault, first, on, REPOSITORY, startFaulty, status, TAGS } from './faults.ts';

/** The waits, which take no time but on this clock. */
const clock = vi.hoisted(() => ({ now: 0, waits: [] as number[] }));
vi.mock('node:timers/promises', () => ({
  setTimeout: async (wait: number) => {
    clock.waits.push(wait);
    clock.now += wait;
  },
}));
beforeEach(() => void vi.spyOn(performance, 'now').mockImplementation(() => clock.now));
afterEach(() => {
  vi.restoreAllMocks();
  clock.waits.splice(0);
  clock.now = 0;
});

const failing = () => vi.fn(() => Promise.reject(new TransientError('no')));
const MINUTE = 60_000;

test('the wait doubles, more or less', async () => {
  const attempt = failing();
  await expect(createRetry({ attempts: 8, backoff: 100 })('here', attempt)).rejects.toThrow('here: no (tried 8 times)');
  expect(attempt).toHaveBeenCalledTimes(8);
  expect(clock.waits).toHaveLength(7);
  for (const [index, wait] of clock.waits.entries()) {
    expect(wait / 2 ** index).toBeGreaterThanOrEqual(50);
    expect(wait / 2 ** index).toBeLessThan(150);
  }
});

test('after an attempt that got on, the count starts anew', async () => {
  let left = 10;
  const attempt = async () => (left-- > 0 ? Promise.reject(new TransientError('no')) : 'done');
  expect(await createRetry({ attempts: 2, backoff: 100 })('here', attempt, () => left >= 0)).toBe('done');
  expect(Math.max(...clock.waits.slice(0, -1))).toBeLessThan(150);
});

test.each([
  ['other failures', new Error('broken')],
  ['errors that stay', new RegistryError('denied', 'no')],
  ['no error at all', 'broken'],
])('%s are not for another attempt', async (_, failure) => {
  const attempt = vi.fn(() => Promise.reject(failure));
  await expect(createRetry()('here', attempt)).rejects.toBe(failure);
  expect(attempt).toHaveBeenCalledTimes(1);
});

describe('for so long', () => {
  test.each([0, 1000, MINUTE, 10 * MINUTE, 60 * MINUTE])('%i ms', async (retryFor) => {
    const attempt = failing();
    await expect(createRetry({ retryFor, attempts: Infinity })('here', attempt)).rejects.toThrow(/^here: no/);
    expect(clock.now).toBeLessThanOrEqual(retryFor);
    // Longer than the time that is left no wait is.
    expect(clock.now).toBeGreaterThanOrEqual(retryFor - 22_500);
    expect(Math.max(0, ...clock.waits)).toBeLessThanOrEqual(22_500);
    if (retryFor === 0) expect(attempt).toHaveBeenCalledTimes(1);
    if (retryFor === 10 * MINUTE) expect(attempt.mock.calls.length).toBeGreaterThan(30);
  });

  test('each retry is a note', async () => {
    const notes: string[] = [];
    const retry = createRetry({ attempts: 3, onRetry: (note) => notes.push(note) });
    await expect(retry('here', failing())).rejects.toThrow('(tried 3 times)');
    expect(notes).toEqual([
      expect.stringMatching(/^here: no: trying again in 1 s$/),
      expect.stringMatching(/^here: no: trying again in [12] s$/),
    ]);
  });

  test('a slow failure is counted from its end', async () => {
    const attempt = vi.fn(async () => {
      clock.now += MINUTE;
      throw new TransientError('slow');
    });
    await expect(createRetry({ retryFor: MINUTE, attempts: Infinity })('here', attempt)).rejects.toThrow(
      'tried 2 times',
    );
  });

  test('the requests of a server that is down share the time', async () => {
    const retry = createRetry({ retryFor: 10 * MINUTE, attempts: Infinity });
    for (let request = 0; request < 40; request++) {
      const attempt = failing();
      await expect(retry('here', attempt)).rejects.toThrow('here: no');
      if (request > 0) expect(attempt.mock.calls.length).toBeLessThan(10);
    }
    expect(clock.now).toBeLessThanOrEqual(10 * MINUTE);
  });

  test('after a success the time is whole again', async () => {
    const retry = createRetry({ retryFor: 10 * MINUTE, attempts: Infinity });
    await expect(retry('here', failing())).rejects.toThrow('here: no');
    expect(await retry('here', async () => 'done')).toBe('done');
    const before = clock.now;
    await expect(retry('here', failing())).rejects.toThrow('here: no');
    expect(clock.now - before).toBeGreaterThan(9 * MINUTE);
  });

  test('one request that fails without end ends, whatever else succeeds', async () => {
    const retry = createRetry({ retryFor: 10 * MINUTE, attempts: Infinity });
    const attempt = async () => {
      await retry('there', async () => 'done');
      throw new TransientError('no');
    };
    await expect(retry('here', attempt)).rejects.toThrow('here: no');
    expect(clock.now).toBeLessThanOrEqual(10 * MINUTE);
  });
});

test('the error keeps its cause, and says that it may pass', async () => {
  const cause = new TransientError('no', { cause: new Error('the socket') });
  const error = await createRetry({ retryFor: 0 })('here', () => Promise.reject(cause)).catch((one: unknown) => one);
  expect(error).toMatchObject({ code: 'unavailable', isTransient: true, cause });
  expect(new RegistryError('denied', 'no').isTransient).toBe(false);
});

describe('Retry-After', () => {
  const date = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

  test.each([
    ['7', 7000],
    ['0', 0],
    [date(-60), 0],
  ])('%s', async (header, expected) => {
    const { url } = await startFaulty(first(1, () => status(429, { 'retry-after': header })));
    expect(await openRegistry(url).listTags(REPOSITORY)).toEqual(TAGS);
    expect(clock.waits).toEqual([expected]);
  });

  test('at a time', async () => {
    const { url } = await startFaulty(first(1, () => status(503, { 'retry-after': date(30) })));
    await openRegistry(url).listTags(REPOSITORY);
    expect(clock.waits).toHaveLength(1);
    expect(clock.waits[0]).toBeGreaterThan(5000);
    expect(clock.waits[0]).toBeLessThanOrEqual(30_000);
  });

  test.each<[string, number, boolean]>([
    ['60', MINUTE, true],
    ['61', MINUTE, false],
    ['300', 10 * MINUTE, true],
    ['601', 10 * MINUTE, false],
    ['1', 0, false],
    [date(300), 10 * MINUTE, true],
    [date(700), 10 * MINUTE, false],
  ])('%s, with %i ms to retry: waited for: %s', async (header, retryFor, isWaited) => {
    const { url, seen } = await startFaulty(first(1, () => status(429, { 'retry-after': header })));
    const work = openRegistry(url, { retryFor }).listTags(REPOSITORY);
    if (isWaited) expect(await work).toEqual(TAGS);
    else await expect(work).rejects.toThrow(/responds with 429 and requests a wait of \d+ s: try again then$/);
    expect(seen).toHaveLength(isWaited ? 2 : 1);
  });

  test.each(['0', date(-60)])('%s again and again is no reason to ask without a pause', async (header) => {
    const { url } = await startFaulty(() => status(429, { 'retry-after': header }));
    const client = openRegistry(url, { retryFor: 10 * MINUTE, attempts: Infinity });
    await expect(client.listTags(REPOSITORY)).rejects.toThrow(/responds with 429 \(tried \d+ times\)$/);
    expect(clock.waits.length).toBeLessThan(100);
  });

  test.each(['later', '', '-', '99999999999', '1e3'])('%j is none', async (header) => {
    const { url } = await startFaulty(first(1, () => status(429, { 'retry-after': header })));
    expect(await openRegistry(url, { backoff: 1000 }).listTags(REPOSITORY)).toEqual(TAGS);
    expect(clock.waits[0]).toBeGreaterThanOrEqual(500);
    expect(clock.waits[0]).toBeLessThan(1500);
  });
});

describe('what is tried again', () => {
  test.each<[number, boolean]>([
    ...[408, 425, 429, 500, 502, 503, 504, 507, 520, 522, 524, 529].map((code): [number, boolean] => [code, true]),
    ...[400, 401, 402, 403, 404, 405, 410, 418, 451, 501, 505, 511].map((code): [number, boolean] => [code, false]),
  ])('%i: %s', async (code, isTransient) => {
    const { url, seen } = await startFaulty(on('/tags/', () => status(code)));
    const error = await openRegistry(url, { attempts: 2 })
      .listTags(REPOSITORY)
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(RegistryError);
    expect(error).toMatchObject({ isTransient });
    expect(seen).toHaveLength(isTransient ? 2 : 1);
  });

  test('an HTML page of 5xx is not quoted', async () => {
    const page: Fault = (reply) => ({ ...reply, status: 502, body: Buffer.from(`<html>${'x'.repeat(1_000_000)}`) });
    const { url, host } = await startFaulty(page);
    const expected = `${host}/${REPOSITORY}: ${host} responds with 502 (tried 2 times)`;
    await expect(openRegistry(url, { attempts: 2 }).listTags(REPOSITORY)).rejects.toThrow(
      expect.objectContaining({ message: expected }),
    );
  });
});
