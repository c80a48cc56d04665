import { type Fault, json, status } from '../registry/faults.ts';

/** The sysext's tags in a registry that is as it should be: 1.34.10 is the newest. */
export const WHOLE = ['v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'].flatMap((one) => [`${one}-x86-64`, `${one}-arm64`]);

/** What is wrong with a registry's list of tags, and what a plan makes of it, by the preset that reads it. */
export interface RegistryCase {
  readonly name: string;
  readonly fault: Fault;
  /** Part of the one line that says why nothing is known; `undefined` where all is well, and the bump is proposed. */
  readonly byDefault: string | undefined;
  readonly byDocker: string | undefined;
  /** Whether Renovate waits until its timeout. */
  readonly waits?: boolean;
}

const same = (name: string, fault: Fault, says?: string): RegistryCase => {
  return { name, fault, byDefault: says, byDocker: says };
};
const waits = (name: string, fault: Fault): RegistryCase => ({ ...same(name, fault, 'Timeout awaiting'), waits: true });
const breaks = (how: 'cut' | 'hang', bytes: number): Fault => {
  return (reply) => ({ ...reply, breaks: { bytes, how } });
};
const refused = (code: number, headers = {}): RegistryCase => ({
  name: `${code}${'retry-after' in headers ? ', to try again later' : ''}`,
  fault: () => status(code, headers),
  byDefault: `status code ${code}`,
  byDocker: `responds with ${code}`,
});
/** A list that names a next page. */
const linked = (name: string, target: (path: string, query: URLSearchParams) => string | undefined): RegistryCase => ({
  name,
  fault: (reply, { path, query }) => {
    const next = target(path, query);
    return next === undefined ? reply : { ...reply, headers: { ...reply.headers, link: `<${next}>; rel="next"` } };
  },
  byDefault: 'is paginated, and only one page is read',
  byDocker: 'is paginated beyond dockerMaxPages',
});
const text = (body: string, type = 'application/json'): Fault => {
  return () => ({ status: 200, headers: { 'content-type': type }, body: Buffer.from(body) });
};
const many = (count: number): Fault => {
  const list = Buffer.from(
    JSON.stringify({ tags: Array.from({ length: count }, (_, i) => `v1.34.${i}-1-azlinux3-arm64`) }),
  );
  return () => ({ status: 200, headers: { 'content-type': 'application/json' }, body: list });
};

let page = 0;

export const REGISTRIES: readonly RegistryCase[] = [
  same('as it should be', (reply) => reply),
  same('duplicates, and no order', () => json({ tags: [...WHOLE, ...WHOLE].reverse() })),
  same('another content type', (reply) => ({ ...reply, headers: { 'content-type': 'text/plain' } })),
  {
    ...linked('two pages', (path, query) => (query.has('last') ? undefined : `${path}?last=a`)),
    byDocker: undefined,
  },

  same('a connection that is cut before the answer', breaks('cut', 0), 'Content-Length mismatch'),
  same('a connection that is cut in the answer', breaks('cut', 20), 'Content-Length mismatch'),
  waits('no answer', () => undefined),
  waits('an answer that stops', breaks('hang', 20)),
  waits('an answer that drips', (reply) => ({
    ...reply,
    body: Buffer.concat([reply.body, Buffer.alloc(100_000, ' ')]),
    breaks: { bytes: 20, how: 'drip' },
  })),

  ...[401, 403, 404, 418, 500, 502, 503].map((code) => refused(code)),
  refused(429),
  refused(429, { 'retry-after': '3600' }),
  same('redirects without end', (_, { path }) => status(302, { location: path }), 'Redirected 10 times'),

  same('HTML', text('<html>log in', 'text/html'), 'is not valid JSON'),
  same('half a JSON', text('{"tags":["v1.34'), 'JSON'),
  {
    ...same('tags that are null', () => json({ tags: null })),
    byDefault: 'is not a tag list',
    byDocker: 'expected array',
  },
  { ...same('no tags', () => json({})), byDefault: 'is not a tag list', byDocker: 'expected array' },
  {
    ...same('numbers for tags', () => json({ tags: [1, 2] })),
    byDefault: 'no version that every architecture has a tag for',
    byDocker: 'expected string',
  },
  {
    ...same('an empty list', () => json({ tags: [] })),
    byDefault: 'no version that every architecture has a tag for',
    byDocker: 'no version that fits',
  },

  linked('endless pages', (path) => `${path}?last=${++page}`),
  linked('a page that repeats', (path) => path),
  linked('a next page on another host', (path) => `http://127.0.0.1:1${path}`),
  linked('a next page that cannot be read', () => 'http://['),
];

/** The same for lists that take their time. */
export const LARGE_REGISTRIES: readonly RegistryCase[] = [
  same('50 MB of tags', many(1_500_000), 'more than 200000 tags'),
  same('70 MB', text(`{"tags":[],"text":"${'x'.repeat(70_000_000)}"}`), 'more than 67108864 bytes'),
];
