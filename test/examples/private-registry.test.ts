import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startRegistry } from '../../src/registry/server.ts';
import { run, scratch, serve } from '../cli/command.ts';
import { makeCertificate } from '../registry/certificate.ts';
import { type Distribution, pushArtifact, startDistribution } from '../registry/distribution.ts';
import { missing } from '../tools.ts';
import { readExample, TAGS } from './example.ts';

const EXAMPLE = readExample('private-registry');
const REGISTRY = 'registry.example.com';
const LISTS = Object.fromEntries(Object.entries(TAGS).map(([name, tags]) => [`mirror/${name}`, tags]));

/** What the README has: an addition to `renovate.json`, and the rules for `RENOVATE_HOST_RULES`. */
const HostRule = z.strictObject({
  hostType: z.string(),
  matchHost: z.literal(REGISTRY),
  username: z.string(),
  password: z.string(),
});
const [ADDITION, RULES] = z
  .tuple([z.strictObject({ hostRules: z.tuple([HostRule]) }), z.tuple([HostRule])])
  .parse([...EXAMPLE.readme.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json = '']) => JSON.parse(json)));
const [{ username, password }] = RULES;

afterEach(() => vi.unstubAllEnvs());

/** The example with another registry. */
function exampleAt(url: string, addition: object = {}): string {
  const dir = scratch();
  cpSync(EXAMPLE.folder, dir, { recursive: true });
  const manifest = path.join(dir, 'parts/common/components.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll(`https://${REGISTRY}`, url));
  const config = path.join(dir, 'renovate.json');
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), ...addition }));
  return dir;
}

/** The README's rules for another registry, with the scheme, too: Renovate takes a host with a port for one of HTTPS. */
function rulesAt<T>(rules: T, url: string): T {
  return JSON.parse(JSON.stringify(rules).replaceAll(REGISTRY, url));
}

/** A plan less what depends on where the registry is, and on Renovate's version. */
function comparable(plan: string, url = `https://${REGISTRY}`): string {
  return plan
    .replaceAll(url, `https://${REGISTRY}`)
    .replace(/^index .*$/gm, 'index')
    .replace(/\(Renovate [\d.]+,/, '(Renovate');
}

const EXPECTED = comparable(readFileSync(EXAMPLE.expected, 'utf8'));

describe.skipIf(missing('docker-registry', 'htpasswd', 'openssl'))('docker-registry with a login', () => {
  let open: Distribution;
  beforeAll(async () => {
    open = await startDistribution();
    for (const [name, tags] of Object.entries(LISTS).filter(([repository]) => /kube(?:let|ctl)-/.test(repository))) {
      for (const tag of tags) await pushArtifact(open.url, name, tag, { title: `${tag}.raw`, content: 'a sysext' });
    }
  });
  afterAll(() => open.close());

  async function startLocked(): Promise<string> {
    const tls = makeCertificate(scratch());
    vi.stubEnv('NODE_EXTRA_CA_CERTS', tls.certificate);
    const locked = await startDistribution({ storage: open.storage, users: { [username]: password }, tls });
    onTestFinished(() => locked.close());
    return locked.url;
  }

  test('with the rules in RENOVATE_HOST_RULES, the plan is the expected one', async () => {
    const url = await startLocked();
    vi.stubEnv('RENOVATE_HOST_RULES', JSON.stringify(rulesAt(RULES, url)));
    const { exitCode, out, err } = await run(['plan', exampleAt(url)]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(comparable(out, url)).toBe(EXPECTED);
  });

  test('with the rules in renovate.json and the password as a secret, too', async () => {
    const url = await startLocked();
    vi.stubEnv('RENOVATE_SECRETS', JSON.stringify({ REGISTRY_PASSWORD: password }));
    const { exitCode, out, err } = await run(['plan', exampleAt(url, rulesAt(ADDITION, url))]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(comparable(out, url)).toBe(EXPECTED);
  });

  test('without rules, the lookups fail, and say why', async () => {
    const { exitCode, err } = await run(['plan', exampleAt(await startLocked())]);
    expect(exitCode).toBe(1);
    expect(err).toMatch(/^error: .*kubelet-sysext: the lookup failed: /m);
  });
});

describe('pages behind a login', () => {
  const older = Array.from({ length: 400 }, (_, revision) => `v1.33.1-${revision}-azlinux3-x86-64`);
  const lists = Object.fromEntries(Object.entries(LISTS).map(([name, tags]) => [name, [...tags, ...older]]));

  /** A registry with pages, and in front of it one that asks for the login. The README's rules are set for it. */
  async function startPaging(pageLimit: number): Promise<{ url: string; asked: Set<string> }> {
    const paging = await startRegistry(lists, { pageLimit });
    onTestFinished(() => paging.close());
    const asked = new Set<string>();
    const url = await serve(async (request, response) => {
      if (request.headers.authorization !== `Basic ${btoa(`${username}:${password}`)}`) {
        response.writeHead(401, { 'www-authenticate': 'Basic realm="mirror"' }).end();
        return;
      }
      asked.add(request.url ?? '');
      const answer = await fetch(`${paging.url}${request.url}`);
      const link = answer.headers.get('link');
      response.writeHead(answer.status, { 'content-type': 'application/json', ...(link !== null && { link }) });
      response.end(await answer.text());
    });
    // It would be asked over HTTPS.
    const plain = { matchHost: url.replace('http:', 'https:'), insecureRegistry: true };
    vi.stubEnv('RENOVATE_HOST_RULES', JSON.stringify([...rulesAt(RULES, url), plain]));
    return { url, asked };
  }

  test('are read to the last', async () => {
    const { url, asked } = await startPaging(50);
    const { exitCode, out, err } = await run(['plan', exampleAt(url)]);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(comparable(out, url)).toBe(EXPECTED);
    expect([...asked].filter((page) => page.includes('last=')).length).toBeGreaterThan(10);
  });

  test('more than 20 of them: an error that names dockerMaxPages, which mends it', async () => {
    const { url } = await startPaging(20);
    const dir = exampleAt(url);
    const cutOff = await run(['plan', dir]);
    expect(cutOff.exitCode).toBe(1);
    expect(cutOff.err).toMatch(/^error: .*kubelet-sysext: the lookup failed: .*dockerMaxPages/m);
    vi.stubEnv('RENOVATE_DOCKER_MAX_PAGES', '50');
    const { exitCode, out } = await run(['plan', dir]);
    expect(exitCode).toBe(0);
    expect(comparable(out, url)).toBe(EXPECTED);
  });
});
