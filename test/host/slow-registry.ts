import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Bytes of a blob that are sent at once, and milliseconds until the next. */
const CHUNK = 4096;
const PAUSE = 5;

const TYPE = 'application/vnd.oci.image.manifest.v1+json';

/** `sha256:<hex>` */
export function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/**
 * Starts a registry on loopback that takes its time with blobs, so that there is time to interrupt a download.
 *
 * `blobs` and `ranges` are what was asked for.
 *
 * @param images repository and tag, `oss/kubelet-sysext:v1.34.10-...`, to the title and bytes of the layer.
 * @param gate once half of a blob is sent, the rest waits for it; then there are no pauses.
 */
export async function startSlowRegistry(
  images: ReadonlyMap<string, { readonly title: string; readonly content: Buffer }>,
  gate?: Promise<void>,
): Promise<{ url: string; blobs: string[]; ranges: (string | undefined)[]; close(): void }> {
  const blobs = new Map([...images.values()].map(({ content }) => [digestOf(content), content]));
  const requested: string[] = [];
  const ranges: (string | undefined)[] = [];
  const manifests = new Map(
    [...images].map(([reference, { title, content }]) => {
      const annotations = { 'org.opencontainers.image.title': title };
      const layer = {
        mediaType: 'application/octet-stream',
        digest: digestOf(content),
        size: content.length,
        annotations,
      };
      const config = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(Buffer.from('{}')), size: 2 };
      return [reference, Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: TYPE, config, layers: [layer] }))];
    }),
  );
  const answer = async ({ url = '', headers }: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [, repository, kind, last = ''] = /^\/v2\/(.+)\/(manifests|blobs|tags)\/([^/?]+)/.exec(url) ?? [];
    const content = kind === 'blobs' ? blobs.get(last) : manifests.get(`${repository}:${last}`);
    if (kind === 'tags') {
      const tags = [...images.keys()].flatMap((one) => (one.startsWith(`${repository}:`) ? one.split(':')[1] : []));
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ name: repository, tags }));
    } else if (content === undefined) {
      response.writeHead(404).end('{}');
    } else if (kind === 'manifests') {
      response.writeHead(200, { 'content-type': TYPE, 'docker-content-digest': digestOf(content) }).end(content);
    } else {
      requested.push(last);
      ranges.push(headers.range);
      await sendSlowly(content, Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0), response, gate);
    }
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    blobs: requested,
    ranges,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function sendSlowly(
  content: Buffer,
  start: number,
  response: ServerResponse,
  gate: Promise<void> | undefined,
): Promise<void> {
  const range = `bytes ${start}-${content.length - 1}/${content.length}`;
  response.writeHead(start > 0 ? 206 : 200, {
    'content-type': 'application/octet-stream',
    'content-length': content.length - start,
    ...(start > 0 && { 'content-range': range }),
  });
  if (gate !== undefined) {
    const half = Math.max(start, content.length / 2);
    response.write(content.subarray(start, half));
    await gate;
    response.end(content.subarray(half));
    return;
  }
  for (let at = start; at < content.length && !response.destroyed; at += CHUNK) {
    response.write(content.subarray(at, at + CHUNK));
    await sleep(PAUSE);
  }
  response.end();
}
