import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { createHttp, type HttpOptions } from '../../src/registry/http.ts';
import { failureOf } from './failures.ts';
import { type Fault, first, json, on, REPOSITORY, type Reply, startFaulty, status, TAGS } from './faults.ts';

async function list(fault: Fault, options = {}): Promise<string[]> {
  const { url } = await startFaulty(fault);
  return openRegistry(url, { backoff: 1, attempts: 3, ...options }).listTags(REPOSITORY);
}

const breaks =
  (how: 'cut' | 'hang' | 'drip', bytes = 5): Fault =>
  (reply) => ({ ...reply, breaks: { bytes, how } });
const date = (seconds: number) => new Date(Date.now() + seconds * 1000).toUTCString();

test.each<[string, Fault]>([
  ...[408, 429, 500, 502, 503, 504].map((code): [string, Fault] => [`${code}`, () => status(code)]),
  ['429, to try again at once', () => status(429, { 'retry-after': '0' })],
  ['503, to try again at a time gone by', () => status(503, { 'retry-after': date(-1000) })],
  ['503, to try again at no time', () => status(503, { 'retry-after': 'later' })],
  ['a connection that is cut', breaks('cut')],
  ['a connection that is cut before the answer', breaks('cut', 0)],
])('twice %s, and then an answer', async (_, fault) => {
  expect(await list(first(2, fault))).toEqual(TAGS);
});

test.each<[string, Fault, string]>([
  ['500', () => status(500), 'unavailable: HOST responds with 500 (tried 3 times)'],
  ['429', () => status(429), 'unavailable: HOST responds with 429 (tried 3 times)'],
  ['cut', breaks('cut'), 'unavailable: the connection to HOST fails (UND_ERR_SOCKET) (tried 3 times)'],
])('%s without end', async (_, fault, expected) => {
  const { url, host, seen } = await startFaulty(fault);
  const client = openRegistry(url, { backoff: 1, attempts: 3 });
  expect((await failureOf(client.listTags(REPOSITORY))).replace(host, 'HOST')).toBe(expected);
  expect(seen).toHaveLength(3);
});

test.each<[string, Fault, HttpOptions, string]>([
  ['no answer', () => undefined, { idleTimeoutMs: 200 }, 'the connection to HOST fails (UND_ERR_HEADERS_TIMEOUT)'],
  [
    'an answer that stops',
    breaks('hang'),
    { idleTimeoutMs: 200 },
    'the connection to HOST fails (UND_ERR_BODY_TIMEOUT)',
  ],
  ['an answer that drips', breaks('drip'), { deadlineMs: 200 }, 'HOST is too slow'],
])('%s', async (_, fault, options, expected) => {
  const { url, host } = await startFaulty(fault);
  const client = openRegistry(url, { attempts: 2, backoff: 1, ...options });
  const failure = await failureOf(client.listTags(REPOSITORY));
  expect(failure.replace(host, 'HOST')).toBe(`unavailable: ${expected} (tried 2 times)`);
});

test('a wait that is too long is not waited', async () => {
  const { url, host, seen } = await startFaulty(() => status(429, { 'retry-after': '3600' }));
  expect(await failureOf(openRegistry(url).listTags(REPOSITORY))).toBe(
    `unavailable: ${host} responds with 429 and requests a wait of 3600 s: try again then`,
  );
  expect(seen).toHaveLength(1);
});

test('nobody listens', async () => {
  const client = openRegistry('http://127.0.0.1:1', { backoff: 1 });
  const expected = 'unavailable: the connection to 127.0.0.1:1 fails (ECONNREFUSED) (tried 4 times)';
  expect(await failureOf(client.listTags(REPOSITORY))).toBe(expected);
});

test('no more requests at once than allowed', async () => {
  let now = 0;
  let most = 0;
  const { url, seen } = await startFaulty(async (reply) => {
    most = Math.max(most, ++now);
    await sleep(5);
    now--;
    return reply;
  });
  const client = openRegistry(url, { connections: 3 });
  await Promise.all(Array.from({ length: 20 }, () => client.listTags(REPOSITORY)));
  expect(seen).toHaveLength(20);
  expect(most).toBe(3);
});

test.each([301, 302, 303, 307, 308])('%i to the same host', async (code) => {
  const moved = on('/tags/', (_, { query }) =>
    query.has('moved') ? json({ tags: ['a'] }) : status(code, { location: '?moved' }),
  );
  expect(await list(moved)).toEqual(['a']);
});

test.each([
  ['file:///etc/passwd', 'redirects to an address that is not HTTPS: it is not followed'],
  ['http://192.0.2.1/', 'redirects to an address that is not HTTPS: it is not followed'],
  ['http://[', 'redirects to an address that is not HTTPS: it is not followed'],
  ['?', 'redirects more than 5 times'],
])('a redirect to %s', async (location, expected) => {
  expect(await failureOf(list(() => status(302, { location })))).toMatch(
    new RegExp(`^invalid: 127.0.0.1:\\d+ ${expected}$`),
  );
});

test('a redirect without a place is an answer like others', async () => {
  expect(await failureOf(list(() => status(302)))).toContain('responds with 302 for the list of tags');
});

test('a redirect to another host takes no Authorization along', async () => {
  const far = await startFaulty(() => json({ tags: ['far'] }));
  const near = await startFaulty(() => status(307, { location: `${far.url}/v2/${REPOSITORY}/tags/list` }));
  const headers = { authorization: 'Bearer secret', range: 'bytes=1-' };
  const answer = await createHttp().send('test', new URL(near.url), { headers });
  expect(answer.url.origin).toBe(far.url);
  expect(near.seen.map(({ authorization }) => authorization)).toEqual(['Bearer secret']);
  expect(far.seen.map(({ authorization, range }) => [authorization, range])).toEqual([[undefined, 'bytes=1-']]);
});

test('nor does the way back', async () => {
  const far = await startFaulty(() => status(307, { location: `${near.url}/back` }));
  const near = await startFaulty(
    on('/there', () => status(307, { location: far.url })),
    on('/back', () => json({})),
  );
  const answer = await createHttp().send('test', new URL(`${near.url}/there`), { headers: { authorization: 'x' } });
  expect(answer.url.href).toBe(`${near.url}/back`);
  expect(near.seen.map(({ authorization }) => authorization)).toEqual(['x', undefined]);
});

test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY'])('%s that is no URL', (name) => {
  vi.stubEnv(name, 'user:pass word@');
  expect(() => openRegistry('mcr.microsoft.com')).toThrow(`${name} is not the URL of a proxy`);
  vi.unstubAllEnvs();
});

test('loopback needs no proxy', async () => {
  vi.stubEnv('http_proxy', 'http://127.0.0.1:1');
  expect(await list((reply: Reply) => reply)).toEqual(TAGS);
  vi.unstubAllEnvs();
});
