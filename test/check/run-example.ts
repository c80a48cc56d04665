import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { check } from '../../src/check/check.ts';
import { MANIFEST, PRESET, REGISTRY } from '../../src/check/examples.ts';
import type { Example } from '../../src/check/lint.ts';
import type { Findings } from '../../src/check/schema.ts';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { bothArches, writeScenario } from '../renovate/scenario.ts';

interface Registry extends Pick<Example, 'tags' | 'pageLimit' | 'titles'> {
  /** The titles of the layers of every artifact, by its file. */
  readonly layers?: (file: string) => readonly string[];
}
type Repository = Pick<Example, 'branches' | 'untracked'>;

/** The release that is checked; examples pin another one. */
const { version: RELEASE } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));

const EXACT_RELEASE = new RegExp(`(?<![\\d.])${RELEASE.replaceAll('.', '\\.')}(?![\\d.])`, 'g');

/** Runs a check of an example, with the registry that it describes on loopback. */
export async function runExample(example: Example): Promise<Findings> {
  const { config, manifest = MANIFEST, files = {}, branches = [], untracked = {}, ...registry } = example;
  const others = Object.entries(files).map(([file, content]) => [file, text(content)]);
  const all = { 'components.json': text(manifest), ...Object.fromEntries(others) };
  return checkFiles(all, config ?? { extends: [PRESET] }, registry, { branches, untracked });
}

/** Runs a check of files; offline where there is no registry. */
export async function checkFiles(
  files: Readonly<Record<string, string>>,
  config: unknown,
  registry: Registry,
  { branches = [], untracked = {} }: Repository = {},
): Promise<Findings> {
  const offline = Object.keys(registry).length === 0;
  const server = await serve(registry);
  const host = server.url.slice('http://'.length);
  const all = Object.entries({ ...files, 'renovate.json': text(config) }).map(([file, content]) => {
    return [
      file,
      content
        .replaceAll(REGISTRY, server.url)
        .replaceAll('registry.example/', `${host}/`)
        .replaceAll('aks-sysext-renovate#1.0.0', `aks-sysext-renovate#${RELEASE}`)
        .replace(/(aks-sysext-renovate\/\/presets\/[a-z0-9-]+)#1\.0\.0/g, `$1#${RELEASE}`),
    ];
  });
  const dir = writeScenario({ files: Object.fromEntries(all), tags: {} }, server.url);
  try {
    commit(dir, branches);
    for (const [file, content] of Object.entries(untracked)) writeFileSync(path.join(dir, file), text(content));
    const found = await check(dir, { offline, presetSource: 'here', rules: new Map() });
    const texts = JSON.stringify(found).replaceAll(server.url, REGISTRY).replaceAll(host, new URL(REGISTRY).host);
    return JSON.parse(texts.replaceAll(EXACT_RELEASE, '1.0.0'));
  } finally {
    server.close();
    rmSync(dir, { recursive: true });
  }
}

/** Makes a repository of a directory, if it has branches. */
function commit(dir: string, branches: readonly string[]): void {
  const [current, ...others] = branches;
  if (current === undefined) return;
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@x', ...args], { cwd: dir });
  git('init', '--quiet', '--initial-branch', current);
  git('add', '.');
  git('commit', '--quiet', '--message', 'all');
  for (const branch of others) git('branch', branch);
}

/** As people write it; broken JSON as it is. */
export function text(content: unknown): string {
  return typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`;
}

/** A registry that has the artifacts of its tags, each of one layer with a title. */
async function serve(registry: Registry) {
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
  { tags = {}, pageLimit = Infinity, titles, layers = (file) => [titles ?? file] }: Registry,
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
    response.end(JSON.stringify(artifact(layers(`${name}-${reference}.raw`))));
  } else {
    response.writeHead(404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: what === 'manifests' ? 'MANIFEST_UNKNOWN' : 'NAME_UNKNOWN' }] }));
  }
}

function artifact(titles: readonly string[]): object {
  const digest = `sha256:${'0'.repeat(64)}`;
  return {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest, size: 2 },
    layers: titles.map((title) => ({
      mediaType: 'application/octet-stream',
      digest,
      size: 1,
      annotations: { 'org.opencontainers.image.title': title },
    })),
  };
}
