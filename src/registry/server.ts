import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A registry's tag lists: repository to tags. */
export type TagLists = Readonly<Record<string, readonly string[]>>;

/** A running registry on loopback. */
export interface LoopbackRegistry {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a registry on a free port of loopback. It serves tag lists only, paginated on request
 * (OCI Distribution Specification, "Listing Tags").
 *
 * @param lists the tags of each repository; the registry sorts them.
 * @param options `pageLimit`: the most tags of a page, even if more are requested.
 */
export async function startRegistry(lists: TagLists, { pageLimit = Infinity } = {}): Promise<LoopbackRegistry> {
  const server = createServer((request, response) => respond(lists, pageLimit, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function respond(lists: TagLists, pageLimit: number, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const repository = /^\/v2\/(.+)\/tags\/list$/.exec(url.pathname)?.[1];
  if (url.pathname === '/v2/') {
    send(response, 200, {});
    return;
  }
  if (repository === undefined || !Object.hasOwn(lists, repository)) {
    send(response, 404, { errors: [{ code: 'NAME_UNKNOWN', message: 'repository name not known to registry' }] });
    return;
  }
  const tags = [...(lists[repository] ?? [])].sort();
  const last = url.searchParams.get('last');
  const rest = last === null ? tags : tags.filter((tag) => tag > last);
  const limit = Math.min(Number(url.searchParams.get('n') ?? rest.length), pageLimit);
  const page = rest.slice(0, limit);
  if (page.length < rest.length) {
    const next = `/v2/${repository}/tags/list?n=${limit}&last=${encodeURIComponent(page.at(-1) ?? '')}`;
    response.setHeader('Link', `<${next}>; rel="next"`);
  }
  send(response, 200, { name: repository, tags: page });
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
