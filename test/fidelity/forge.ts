import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Body, type Call, FORGE, REPOSITORY, type Repository } from './api.ts';
import { createRepository, type Source } from './git.ts';
import { serveGit } from './git-http.ts';

/** A running forge on loopback: as much of Gitea's API as Renovate calls, and git over HTTP. */
export interface Forge {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Every request has to come with it. */
  readonly token: string;
  repository(name: string): Repository;
  /** What was asked and is no route of this forge: what a new Renovate calls that this one did not. */
  readonly unknown: readonly string[];
  close(): Promise<void>;
}

type Repositories = ReadonlyMap<string, Repository>;
type Answer = (repositories: Repositories, call: Omit<Call, 'repository'>) => unknown;

const TOKEN = 'a-token';
const ROUTES = [
  ...Object.entries(FORGE).map(([route, answer]) => compile('/api/v1', route, answer)),
  ...Object.entries(REPOSITORY).map(([route, answer]) =>
    compile('/api/v1/repos/:owner/:name', route, (repositories, call) => {
      const repository = repositories.get(`${call.params['owner']}/${call.params['name']}`);
      return repository && answer({ ...call, repository });
    }),
  ),
];

function compile(prefix: string, route: string, answer: Answer) {
  const [method, pathname] = route.split(' ');
  return { method, pattern: new URLPattern({ pathname: `${prefix}${pathname}` }), answer };
}

/** Starts a forge that holds `sources`, each by its `owner/name`, on a free port of loopback. */
export async function startForge(sources: Readonly<Record<string, Source>>): Promise<Forge> {
  const root = mkdtempSync(path.join(tmpdir(), 'forge-'));
  const repositories = new Map<string, Repository>();
  const unknown: string[] = [];
  const server = createServer((request, response) => {
    serve(root, repositories, unknown, request, response).catch((error: unknown) => {
      unknown.push(`${request.method} ${request.url}: ${error}`);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  for (const [name, source] of Object.entries(sources)) {
    const gitDir = path.join(root, `${name}.git`);
    createRepository(gitDir, source);
    repositories.set(name, { name, gitDir, cloneUrl: `${url}/${name}.git`, issues: [], pulls: [], checks: 'pending' });
  }
  return {
    url,
    token: TOKEN,
    unknown,
    repository(name) {
      const found = repositories.get(name);
      if (found === undefined) throw new Error(`the forge has no ${name}`);
      return found;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
        rmSync(root, { recursive: true, force: true });
      }),
  };
}

async function serve(
  root: string,
  repositories: Repositories,
  unknown: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', url = '/', headers } = request;
  const { pathname, searchParams: query } = new URL(url, 'http://127.0.0.1');
  if (!isAllowed(headers.authorization)) {
    response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="forge"' }).end();
    return;
  }
  if (/^\/[^/]+\/[^/]+\.git\//.test(pathname)) {
    await serveGit(root, request, response);
    return;
  }
  const route = ROUTES.find((one) => one.method === method && one.pattern.test({ pathname }));
  if (route === undefined) unknown.push(`${method} ${pathname}`);
  const params = route?.pattern.exec({ pathname })?.pathname.groups ?? {};
  const body = Body.parse(JSON.parse((await text(request)) || '{}'));
  const answer = route?.answer(repositories, { params, query, body });
  response.writeHead(answer === undefined ? 404 : 200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(answer ?? { message: 'not found' }));
}

/** The API gets the token as it is, git gets it as a user's name. */
function isAllowed(authorization = ''): boolean {
  const [scheme, credentials = ''] = authorization.split(' ');
  if (scheme === 'Basic') return Buffer.from(credentials, 'base64').toString().split(':').includes(TOKEN);
  return credentials === TOKEN;
}
