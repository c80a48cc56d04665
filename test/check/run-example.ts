import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { check } from '../../src/check/check.ts';
import { MANIFEST, PRESET, REGISTRY } from '../../src/check/examples.ts';
import type { Example } from '../../src/check/lint.ts';
import type { Findings } from '../../src/check/schema.ts';
import { bothArches, writeScenario } from '../renovate/scenario.ts';

/** Runs a check of an example, with the registry that it describes on loopback. */
export async function runExample({ config, manifest = MANIFEST, files, ...registry }: Example): Promise<Findings> {
  return checkFiles({ 'components.json': text(manifest), ...files }, config ?? { extends: [PRESET] }, registry);
}

/** Runs a check of files; offline where there is no registry. */
export async function checkFiles(
  files: Readonly<Record<string, string>>,
  config: unknown,
  registry: Pick<Example, 'tags' | 'pageLimit' | 'titles'>,
): Promise<Findings> {
  const offline = Object.keys(registry).length === 0;
  const server = await serve(registry);
  const host = server.url.slice('http://'.length);
  const all = Object.entries({ ...files, 'renovate.json': text(config) }).map(([file, content]) => {
    return [file, content.replaceAll(REGISTRY, server.url).replaceAll('registry.example/', `${host}/`)];
  });
  const dir = writeScenario({ files: Object.fromEntries(all), tags: {} }, server.url);
  try {
    const found = await check(dir, { offline, presetSource: 'here', rules: new Map() });
    return JSON.parse(JSON.stringify(found).replaceAll(server.url, REGISTRY));
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

/** As people write it; broken JSON as it is. */
export function text(content: unknown): string {
  return typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
}

/** A registry that has the artifacts of its tags, each of one layer with a title. */
async function serve(registry: Pick<Example, 'tags' | 'pageLimit' | 'titles'>) {
  const server = createServer((request, response) => answer(registry, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(
  { tags = {}, pageLimit = Infinity, titles }: Pick<Example, 'tags' | 'pageLimit' | 'titles'>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, repository = '', what, reference = ''] = /^\/v2\/(.+)\/(tags|manifests)\/(.+)$/.exec(url.pathname) ?? [];
  const all = bothArches(tags[repository] ?? []).sort();
  if (what === 'tags' && all.length > 0) {
    const rest = all.filter((tag) => tag > (url.searchParams.get('last') ?? ''));
    const page = rest.slice(0, pageLimit);
    const next =
      page.length < rest.length ? { Link: `</v2/${repository}/tags/list?last=${page.at(-1)}>; rel="next"` } : {};
    response.writeHead(200, { 'Content-Type': 'application/json', ...next });
    response.end(JSON.stringify({ name: repository, tags: page }));
  } else if (what === 'manifests' && all.includes(reference)) {
    const name = repository.replace(/.*\/|-sysext$/g, '');
    response.writeHead(200, { 'Content-Type': 'application/vnd.oci.image.manifest.v1+json' });
    response.end(JSON.stringify(artifact(titles ?? `${name}-${reference}.raw`)));
  } else {
    response.writeHead(404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: what === 'manifests' ? 'MANIFEST_UNKNOWN' : 'NAME_UNKNOWN' }] }));
  }
}

function artifact(title: string): object {
  const digest = `sha256:${'0'.repeat(64)}`;
  return {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest, size: 2 },
    layers: [
      {
        mediaType: 'application/octet-stream',
        digest,
        size: 1,
        annotations: { 'org.opencontainers.image.title': title },
      },
    ],
  };
}
