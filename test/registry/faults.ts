import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Descriptor } from '../../src/registry/artifact.ts';

/** What the server is about to answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** What happens to the body after `bytes` of it; else it is sent to its end. */
  readonly breaks?: {
    readonly bytes: number;
    /** The connection is cut; nothing more comes; a byte comes now and then. */
    readonly how: 'cut' | 'hang' | 'drip';
  };
}

/** What came in. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly range: string | undefined;
  readonly body: string;
}

/** Changes an answer for the worse; `undefined`: none comes at all. */
export type Fault = (reply: Reply, request: Seen) => Reply | undefined | Promise<Reply | undefined>;

/** A registry on loopback that is not what it should be. */
export interface Faulty {
  readonly url: string;
  readonly host: string;
  /** All requests so far. */
  readonly seen: readonly Seen[];
}

export const REPOSITORY = 'some/repository';
export const TAGS = ['v1.34.9-1-azlinux3-arm64', 'v1.34.10-1-azlinux3-arm64'];

/** 256 KiB without repetitions. */
export const BLOB = Buffer.concat(
  Array.from({ length: 4096 }, (_, block) => createHash('sha512').update(`${block}`).digest()),
);

/** The {@link BLOB}. */
export const LAYER: Descriptor = {
  mediaType: 'application/octet-stream',
  digest: digestOf(BLOB),
  size: BLOB.length,
  annotations: { 'org.opencontainers.image.title': 'kubelet.raw' },
};

export const IMAGE = 'application/vnd.oci.image.manifest.v1+json';

/** An artifact of one {@link LAYER}. */
export const MANIFEST = {
  schemaVersion: 2,
  mediaType: IMAGE,
  artifactType: 'application/vnd.test.sysext',
  config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 },
  layers: [LAYER],
};

export function digestOf(content: Buffer | string, algorithm = 'sha256'): string {
  return `${algorithm}:${createHash(algorithm).update(content).digest('hex')}`;
}

export function json(body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** An answer of the registry that says nothing but its status. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: code, headers, body: Buffer.from(`{"errors":[]}`) };
}

/** A manifest as a registry serves it. */
export function manifest(body: unknown, contentType = IMAGE): Reply {
  const reply = json(body, { 'content-type': contentType });
  return { ...reply, headers: { ...reply.headers, 'docker-content-digest': digestOf(reply.body) } };
}

/** Limits a fault to the first requests. */
export function first(count: number, fault: Fault): Fault {
  let left = count;
  return (reply, request) => (left-- > 0 ? fault(reply, request) : reply);
}

/** Limits a fault to requests for paths that contain `part`. */
export function on(part: string, fault: Fault): Fault {
  return (reply, request) => (request.path.includes(part) ? fault(reply, request) : reply);
}

/**
 * Starts a registry that has {@link REPOSITORY}, with {@link TAGS}, a {@link MANIFEST} for each of them, and the
 * {@link BLOB}. It lives until the test ends.
 *
 * @param faults are applied to each answer, one after the other.
 */
export async function startFaulty(...faults: readonly Fault[]): Promise<Faulty> {
  const seen: Seen[] = [];
  const server = createServer(async (message, response) => {
    const url = new URL(message.url ?? '/', 'http://registry');
    const request: Seen = {
      method: message.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      authorization: message.headers.authorization,
      range: message.headers.range,
      body: await text(message),
    };
    seen.push(request);
    let reply: Reply | undefined = healthy(request);
    for (const fault of faults) reply = reply && (await fault(reply, request));
    if (reply !== undefined) send(response, reply);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}`, host, seen };
}

function healthy({ path, range }: Seen): Reply {
  const [kind, name = ''] = path.split(`/v2/${REPOSITORY}/`)[1]?.split('/') ?? [];
  if (kind === 'tags') return json({ name: REPOSITORY, tags: TAGS });
  if (kind === 'manifests' && TAGS.includes(name)) return manifest(MANIFEST);
  if (kind === 'blobs' && name === LAYER.digest) return part(BLOB, range);
  return json({ errors: [{ code: kind === undefined ? 'NAME_UNKNOWN' : 'MANIFEST_UNKNOWN' }] }, {}, 404);
}

function part(blob: Buffer, range: string | undefined): Reply {
  const headers = { 'content-type': 'application/octet-stream' };
  const start = /^bytes=(\d+)-$/.exec(range ?? '')?.[1];
  if (start === undefined) return { status: 200, headers, body: blob };
  if (Number(start) >= blob.length) return { status: 416, headers, body: Buffer.alloc(0) };
  const contentRange = `bytes ${start}-${blob.length - 1}/${blob.length}`;
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body: blob.subarray(Number(start)) };
}

function send(response: ServerResponse, { status, headers, body, breaks }: Reply): void {
  const isChunked = headers['transfer-encoding'] === 'chunked';
  response.writeHead(status, { ...headers, ...(!isChunked && { 'content-length': body.length }) });
  if (breaks === undefined) {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, breaks.bytes), () => {
    if (breaks.how === 'cut') response.destroy();
    if (breaks.how === 'drip') drip(response, body.subarray(breaks.bytes));
  });
}

function drip(response: ServerResponse, rest: Buffer): void {
  let sent = 0;
  const timer = setInterval(() => response.write(rest.subarray(sent, ++sent)), 20);
  response.on('close', () => clearInterval(timer));
}
