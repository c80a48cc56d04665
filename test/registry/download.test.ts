import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import { failureOf } from './failures.ts';
import { BLOB, digestOf, type Fault, first, LAYER, on, REPOSITORY, startFaulty, status } from './faults.ts';

/** A path until the test ends. */
function target(start?: Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'download-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'kubelet.raw');
  if (start !== undefined) writeFileSync(file, start);
  return file;
}

const cut =
  (bytes: number): Fault =>
  (reply) => ({ ...reply, breaks: { bytes, how: 'cut' } });
const ignoresRange: Fault = (reply) => ({ ...reply, status: 200, headers: {}, body: BLOB });
const other = Buffer.from(BLOB).fill(0, 0, 1);

test.each<[string, { start?: Buffer; fault?: Fault; ranges: (string | undefined)[] }]>([
  ['a new file', { ranges: [undefined] }],
  ['an empty file', { start: Buffer.alloc(0), ranges: [undefined] }],
  ['the start of the blob', { start: BLOB.subarray(0, 1000), ranges: ['bytes=1000-'] }],
  ['the whole blob', { start: BLOB, ranges: [] }],
  ['the start of another blob', { start: other.subarray(0, 1000), ranges: ['bytes=1000-', undefined] }],
  ['another blob of this length', { start: other, ranges: [undefined] }],
  ['a longer file', { start: Buffer.concat([BLOB, BLOB]), ranges: [undefined] }],
  ['no ranges', { start: BLOB.subarray(0, 1000), fault: ignoresRange, ranges: ['bytes=1000-'] }],
  [
    'ranges refused',
    { start: BLOB.subarray(0, 1000), fault: first(1, () => status(416)), ranges: ['bytes=1000-', undefined] },
  ],
  [
    'another range than asked for',
    {
      start: BLOB.subarray(0, 1000),
      fault: first(1, (reply) => ({
        ...reply,
        headers: { 'content-range': `bytes 0-${BLOB.length - 1}/${BLOB.length}` },
      })),
      ranges: ['bytes=1000-', undefined],
    },
  ],
  ['cut at once', { fault: first(1, cut(0)), ranges: [undefined, undefined] }],
  ['cut twice', { fault: first(2, cut(1000)), ranges: [undefined, 'bytes=1000-', 'bytes=2000-'] }],
  [
    'cut, and no ranges',
    {
      fault: (reply, request) => (request.range === undefined ? reply : ignoresRange(reply, request)),
      start: BLOB.subarray(0, 5),
      ranges: ['bytes=5-'],
    },
  ],
  [
    'a body of unknown length',
    {
      fault: (reply) => ({ ...reply, headers: { ...reply.headers, 'transfer-encoding': 'chunked' } }),
      ranges: [undefined],
    },
  ],
])('%s', async (_, { start, fault = (reply) => reply, ranges }) => {
  const { url, seen } = await startFaulty(fault);
  const file = target(start);
  const progress: number[] = [];
  await openRegistry(url, { backoff: 1 }).download(REPOSITORY, LAYER, file, (bytes) => progress.push(bytes));
  expect(readFileSync(file).equals(BLOB)).toBe(true);
  expect(seen.map(({ range }) => range)).toEqual(ranges);
  expect(progress.at(-1)).toBe(ranges.length === 0 ? undefined : BLOB.length);
});

test('an empty blob', async () => {
  const { url } = await startFaulty();
  const file = target();
  await openRegistry(url).download(REPOSITORY, { ...LAYER, size: 0, digest: digestOf('') }, file);
  expect(readFileSync(file)).toHaveLength(0);
});

test('SHA-512', async () => {
  const { url } = await startFaulty((reply) => ({ ...reply, status: 200, body: BLOB }));
  const file = target();
  await openRegistry(url).download(REPOSITORY, { ...LAYER, digest: digestOf(BLOB, 'sha512') }, file);
  expect(readFileSync(file).equals(BLOB)).toBe(true);
});

const wrong = (why: string) => `invalid: the blob ${LAYER.digest} is wrong: ${why}`;

test.each<[string, Fault, string, { isKept?: boolean; start?: Buffer }?]>([
  ['other bytes', (reply) => ({ ...reply, body: other }), wrong('its bytes have another digest')],
  [
    'other bytes behind the start',
    (reply, { range }) => ({ ...reply, body: other.subarray(range === undefined ? 0 : 1000) }),
    wrong('its bytes have another digest'),
    { start: other.subarray(0, 1000) },
  ],
  [
    'too short',
    (reply) => ({ ...reply, body: BLOB.subarray(1) }),
    wrong(`the registry has ${BLOB.length - 1} bytes of it, and the manifest says ${BLOB.length}`),
  ],
  [
    'too long',
    (reply) => ({ ...reply, body: Buffer.concat([BLOB, BLOB]) }),
    wrong(`the registry has ${2 * BLOB.length} bytes of it, and the manifest says ${BLOB.length}`),
  ],
  [
    'too long, chunked',
    (reply) => ({ ...reply, headers: { 'transfer-encoding': 'chunked' }, body: Buffer.concat([BLOB, BLOB]) }),
    wrong(`it goes on behind the ${BLOB.length} bytes of the manifest`),
  ],
  [
    'a part that nobody asked for',
    (reply) => ({ ...reply, status: 206 }),
    wrong('the registry sends a part of it that nobody asked for'),
  ],
  ['404', () => status(404), `invalid: HOST answers 404 for the blob ${LAYER.digest}`],
  [
    'cut each time',
    cut(1000),
    'unavailable: the connection to HOST fails (UND_ERR_SOCKET) (tried 3 times)',
    { isKept: true },
  ],
  [
    'too short, chunked',
    (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'transfer-encoding': 'chunked' },
      body: reply.body.subarray(0, 10),
    }),
    `unavailable: the blob ends after 30 of ${BLOB.length} bytes (tried 3 times)`,
    { isKept: true },
  ],
])('%s', async (_, fault, expected, { isKept = false, start } = {}) => {
  const { url, host } = await startFaulty(on('/blobs/', fault));
  const file = target(start);
  const client = openRegistry(url, { backoff: 1, attempts: 3 });
  expect((await failureOf(client.download(REPOSITORY, LAYER, file))).replaceAll(host, 'HOST')).toBe(expected);
  expect(existsSync(file)).toBe(isKept);
});

test.each(['', 'sha256', 'sha256:abc', `md5:${'0'.repeat(32)}`, `sha256:${'g'.repeat(64)}`, `${LAYER.digest}:1`])(
  'the digest %j is refused before anything is written',
  async (digest) => {
    const { url, seen } = await startFaulty();
    const file = target();
    const failure = await failureOf(openRegistry(url).download(REPOSITORY, { ...LAYER, digest }, file));
    expect(failure).toContain('is no digest of SHA-256 or SHA-512');
    expect(seen).toEqual([]);
    expect(existsSync(file)).toBe(false);
  },
);

test('a folder that is not there is an error of the system', async () => {
  const { url } = await startFaulty();
  const download = openRegistry(url).download(REPOSITORY, LAYER, path.join(target(), 'no', 'such'));
  await expect(download).rejects.toMatchObject({ code: 'ENOENT' });
});

test('a connection that gets on is not given up', async () => {
  const blob = Buffer.alloc(10 * 1024 * 1024, 'x');
  const { url } = await startFaulty((_, { range }) => {
    const start = Number(/\d+/.exec(range ?? '0')?.[0]);
    const headers = { 'content-range': `bytes ${start}-${blob.length - 1}/${blob.length}` };
    return {
      status: start === 0 ? 200 : 206,
      headers,
      body: blob.subarray(start),
      breaks: { bytes: 1_500_000, how: 'cut' },
    };
  });
  const file = target();
  const layer = { ...LAYER, digest: digestOf(blob), size: blob.length };
  await openRegistry(url, { backoff: 1, attempts: 2 }).download(REPOSITORY, layer, file);
  expect(readFileSync(file).equals(blob)).toBe(true);
});

test('it is the blob, byte for byte, wherever it was cut', async () => {
  let cuts: number[] = [];
  const { url } = await startFaulty((reply) => {
    const bytes = cuts.shift();
    return bytes === undefined ? reply : { ...reply, breaks: { bytes, how: 'cut' } };
  });
  const client = openRegistry(url, { backoff: 0, attempts: 10 });
  const file = target();
  const point = fc.nat({ max: BLOB.length });
  await fc.assert(
    fc.asyncProperty(point, fc.array(point, { maxLength: 4 }), async (kept, points) => {
      writeFileSync(file, BLOB.subarray(0, kept));
      cuts = points;
      await client.download(REPOSITORY, LAYER, file);
      expect(readFileSync(file).equals(BLOB)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
