import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { failureOf } from './failures.ts';
import {
  BLOB,
  digestOf,
  type Fault,
  first,
  LAYER,
  on,
  REPOSITORY,
  type Reply,
  type Seen,
  startFaulty,
  status,
} from './faults.ts';

/** A path until the test ends. */
function target(start?: Buffer): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'download-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'kubelet.raw');
  if (start !== undefined) writeFileSync(file, start);
  return file;
}

const cut =
  (bytes: number) =>
  (reply: Reply): Reply => ({ ...reply, breaks: { bytes, how: 'cut' } });
const ignoresRange = (reply: Reply): Reply => ({ ...reply, status: 200, headers: {}, body: BLOB });
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
      fault: (reply, request) => (request.range === undefined ? reply : ignoresRange(reply)),
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

const wrong = (why: string) => `invalid-artifact: the blob ${LAYER.digest} is invalid: ${why}`;

test.each<[string, Fault, string, { isKept?: boolean; start?: Buffer }?]>([
  ['other bytes', (reply) => ({ ...reply, body: other }), wrong('its digest does not match its content')],
  [
    'other bytes behind the start',
    (reply, { range }) => ({ ...reply, body: other.subarray(range === undefined ? 0 : 1000) }),
    wrong('its digest does not match its content'),
    { start: other.subarray(0, 1000) },
  ],
  [
    'too short',
    (reply) => ({ ...reply, body: BLOB.subarray(1) }),
    wrong(`the registry has ${BLOB.length - 1} bytes of it, but the manifest declares ${BLOB.length}`),
  ],
  [
    'too long',
    (reply) => ({ ...reply, body: Buffer.concat([BLOB, BLOB]) }),
    wrong(`the registry has ${2 * BLOB.length} bytes of it, but the manifest declares ${BLOB.length}`),
  ],
  [
    'too long, chunked',
    (reply) => ({ ...reply, headers: { 'transfer-encoding': 'chunked' }, body: Buffer.concat([BLOB, BLOB]) }),
    wrong(`it is longer than the ${BLOB.length} bytes of the manifest`),
  ],
  [
    'a part that nobody asked for',
    (reply) => ({ ...reply, status: 206 }),
    wrong('the registry sends a range that was not requested'),
  ],
  ['404', () => status(404), `invalid: HOST responds with 404 for the blob ${LAYER.digest}`],
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

/** A server that gives at most so many bytes of a range. */
const short =
  (most: number, size: number | '*' = BLOB.length) =>
  (reply: Reply, { range }: Seen): Reply => {
    const start = Number(/\d+/.exec(range ?? '')?.[0] ?? 0);
    const part = BLOB.subarray(start, start + most);
    return {
      ...reply,
      status: 206,
      headers: { 'content-range': `bytes ${start}-${start + part.length - 1}/${size}` },
      body: part,
    };
  };
const ranges = (...starts: number[]) => starts.map((start) => (start === 0 ? undefined : `bytes=${start}-`));
const START = BLOB.subarray(0, 1000);
const contentRange = (header: string): Fault =>
  first(1, (reply) => ({ ...reply, headers: { 'content-range': header } }));
/** The whole blob, cut after so many bytes of it. */
const wholeThenCut = (bytes: number): Fault => first(1, (reply) => cut(bytes)(ignoresRange(reply)));

describe('nothing is lost', () => {
  test.each<[string, Fault, (string | undefined)[]]>([
    ['short ranges', short(100_000), ranges(1000, 101_000, 201_000)],
    ['short ranges of an unknown size', short(100_000, '*'), ranges(1000, 101_000, 201_000)],
    ['a short range, cut', first(1, (reply, request) => cut(500)(short(100_000)(reply, request))), ranges(1000, 1500)],
    ['the whole blob in place of the rest, cut before it', wholeThenCut(500), ranges(1000, 1000)],
    ['the whole blob in place of the rest, cut in it', wholeThenCut(5000), ranges(1000, 5000)],
    [
      '416, then cut before the rest',
      first(2, (reply, request) => (request.range ? status(416) : cut(500)(reply))),
      ranges(1000, 0, 1000),
    ],
    ['a range from the start', contentRange(`bytes 0-${BLOB.length - 1}/${BLOB.length}`), ranges(1000, 0)],
    ['a range from elsewhere', contentRange(`bytes 2000-${BLOB.length - 1}/${BLOB.length}`), ranges(1000, 0)],
    ['a range of nothing', contentRange(`bytes 1000-999/${BLOB.length}`), ranges(1000, 0)],
    ['a range of another unit', contentRange(`items 1000-${BLOB.length - 1}/${BLOB.length}`), ranges(1000, 0)],
    ['a range that is not told', contentRange(''), ranges(1000, 0)],
    [
      'a range in several parts',
      first(1, (reply) => ({ ...reply, headers: { 'content-type': 'multipart/byteranges; boundary=x' } })),
      ranges(1000, 0),
    ],
    ['503, then the rest', first(1, () => status(503)), ranges(1000, 1000)],
    ['cut in the rest', first(1, cut(9000)), ranges(1000, 10_000)],
    [
      'a body of unknown length that ends early',
      first(1, (reply) => ({
        ...reply,
        headers: { ...reply.headers, 'transfer-encoding': 'chunked' },
        body: reply.body.subarray(0, 10),
      })),
      ranges(1000, 1010),
    ],
  ])('%s', async (_, fault, expected) => {
    const file = target(START);
    const sizes: number[] = [];
    const { url, seen } = await startFaulty((reply, request) => {
      sizes.push(statSync(file).size);
      return fault(reply, request);
    });
    await openRegistry(url, { backoff: 1 }).download(REPOSITORY, LAYER, file);
    expect(readFileSync(file).equals(BLOB)).toBe(true);
    expect(seen.map(({ range }) => range)).toEqual(expected);
    expect(Math.min(...sizes)).toBe(START.length);
  });

  test('a blob in hundreds of ranges', async () => {
    const { url, seen } = await startFaulty(short(1000));
    const file = target();
    await openRegistry(url, { attempts: 1 }).download(REPOSITORY, LAYER, file);
    expect(readFileSync(file).equals(BLOB)).toBe(true);
    expect(seen).toHaveLength(Math.ceil(BLOB.length / 1000));
  });

  test.each<[string, Fault, string]>([
    ['400', () => status(400), 'invalid: HOST responds with 400 for BLOB'],
    ['401', () => status(401), 'denied: HOST refuses BLOB (401)'],
    ['403', () => status(403), 'denied: HOST refuses BLOB (403)'],
    ['404', () => status(404), 'invalid: HOST responds with 404 for BLOB'],
    ['410', () => status(410), 'invalid: HOST responds with 410 for BLOB'],
    [
      '416 to everything',
      () => status(416),
      'invalid-artifact: BLOB is invalid: the registry sends a range that was not requested',
    ],
    ['418', () => status(418), 'invalid: HOST responds with 418 for BLOB'],
    ['503 without end', () => status(503), 'unavailable: HOST responds with 503 (tried 2 times)'],
    [
      'another size',
      (reply) => ({ ...reply, headers: { 'content-range': `bytes 1000-1009/1010` }, body: BLOB.subarray(1000, 1010) }),
      `invalid-artifact: BLOB is invalid: the registry has 1010 bytes of it, but the manifest declares ${BLOB.length}`,
    ],
    [
      'a range behind the end',
      (reply) => ({ ...reply, headers: { 'content-range': `bytes 1000-999999/*` }, body: Buffer.alloc(999_000) }),
      'invalid-artifact: BLOB is invalid: the registry has',
    ],
    [
      'a redirect in circles',
      (_, { path }) => status(307, { location: path }),
      'invalid: HOST redirects more than 5 times',
    ],
    [
      'a redirect to plain HTTP',
      () => status(307, { location: 'http://192.0.2.1/' }),
      'invalid: HOST redirects to an address that is not HTTPS',
    ],
  ])('%s: the part is kept', async (_, fault, expected) => {
    const { url, host } = await startFaulty(on('/blobs/', fault));
    const file = target(START);
    const failure = await failureOf(openRegistry(url, { backoff: 1, attempts: 2 }).download(REPOSITORY, LAYER, file));
    expect(failure.replaceAll(host, 'HOST').replace(`the blob ${LAYER.digest}`, 'BLOB')).toContain(expected);
    expect(readFileSync(file).equals(START)).toBe(true);
  });

  test('a file that is proven wrong is removed, and not before', async () => {
    const wrongStart = Buffer.concat([Buffer.from('x'), BLOB.subarray(1, 1000)]);
    const { url, seen } = await startFaulty();
    const file = target(wrongStart);
    await openRegistry(url).download(REPOSITORY, LAYER, file);
    expect(readFileSync(file).equals(BLOB)).toBe(true);
    expect(seen.map(({ range }) => range)).toEqual(ranges(1000, 0));
  });
});

describe('a blob in a store of its own', () => {
  /** A registry that leads to a store with a signature that is new each time, and what each of them was asked. */
  async function pull(store: Fault, start?: Buffer) {
    let signature = 0;
    const blobs = await startFaulty((_, { range }) => {
      const from = Number(/\d+/.exec(range ?? '')?.[0] ?? 0);
      const headers = { 'content-range': `bytes ${from}-${BLOB.length - 1}/${BLOB.length}` };
      return from === 0
        ? { status: 200, headers: {}, body: BLOB }
        : { status: 206, headers, body: BLOB.subarray(from) };
    }, store);
    const registry = await startFaulty(() => status(307, { location: `${blobs.url}/blob?signature=${++signature}` }));
    const file = target(start);
    const download = openRegistry(registry.url, { backoff: 1, attempts: 2 }).download(REPOSITORY, LAYER, file);
    const failure = await download.then(
      () => undefined,
      (error: Error) => error.message.replaceAll(blobs.host, 'STORE').replaceAll(registry.host, 'REGISTRY'),
    );
    const asked = (seen: typeof blobs.seen) =>
      seen.map(({ query, range }) => `${query.get('signature') ?? ''} ${range ?? ''}`.trim());
    return { failure, file, store: asked(blobs.seen), registry: asked(registry.seen) };
  }

  test('with ranges', async () => {
    const { failure, file, store } = await pull((reply) => reply, START);
    expect({ failure, store }).toEqual({ failure: undefined, store: ['1 bytes=1000-'] });
    expect(readFileSync(file).equals(BLOB)).toBe(true);
  });

  test('without ranges', async () => {
    const { failure, file, store } = await pull(ignoresRange, START);
    expect({ failure, store }).toEqual({ failure: undefined, store: ['1 bytes=1000-'] });
    expect(readFileSync(file).equals(BLOB)).toBe(true);
  });

  test.each([400, 403])(
    'whose signature has expired (%i): the registry is asked again, and the part is kept',
    async (code) => {
      const { failure, file, store, registry } = await pull(
        first(1, () => status(code)),
        START,
      );
      expect(failure).toBeUndefined();
      expect(registry).toEqual(['bytes=1000-', 'bytes=1000-']);
      expect(store).toEqual(['1 bytes=1000-', '2 bytes=1000-']);
      expect(readFileSync(file).equals(BLOB)).toBe(true);
    },
  );

  test('that is cut: the registry makes a new signature', async () => {
    const { failure, store } = await pull(first(1, cut(500)));
    expect({ failure, store }).toEqual({ failure: undefined, store: ['1', '2 bytes=500-'] });
  });

  test('that refuses: asked twice, and named', async () => {
    const { failure, file, store } = await pull(() => status(403), START);
    const fix = 'allow this host, to which REGISTRY redirects';
    expect(failure).toBe(`REGISTRY/${REPOSITORY}: STORE refuses the blob ${LAYER.digest} (403): ${fix}`);
    expect(store).toHaveLength(2);
    expect(readFileSync(file).equals(START)).toBe(true);
  });
});

test('a blob that was compressed on the way', async () => {
  const packed: Fault = (reply) => ({ ...reply, headers: { 'content-encoding': 'gzip' }, body: gzipSync(BLOB) });
  const { url } = await startFaulty(packed);
  const file = target();
  await openRegistry(url).download(REPOSITORY, LAYER, file);
  expect(readFileSync(file).equals(BLOB)).toBe(true);
});

test.each(['', 'sha256', 'sha256:abc', `md5:${'0'.repeat(32)}`, `sha256:${'g'.repeat(64)}`, `${LAYER.digest}:1`])(
  'the digest %j is refused before anything is written',
  async (digest) => {
    const { url, seen } = await startFaulty();
    const file = target();
    const failure = await failureOf(openRegistry(url).download(REPOSITORY, { ...LAYER, digest }, file));
    expect(failure).toContain('is not a digest of SHA-256 or SHA-512');
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
