import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { missing } from '../tools.ts';
import { makeCertificate } from './certificate.ts';
import {
  type Distribution,
  type DistributionOptions,
  pushArtifact,
  pushManifest,
  startDistribution,
} from './distribution.ts';
import type { Pulled } from './pull.ts';
import { SERVICE, startTokenService } from './token-service.ts';

const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';
const TAG = 'v1.34.10-1-azlinux3-x86-64';
const TITLE = `kubelet-${TAG}.raw`;
const CONTENT = randomBytes(30 * 1024 * 1024);
const BASIC = `Basic ${btoa('joe:secret')}`;

describe.skipIf(missing('docker-registry', 'htpasswd', 'openssl'))('docker-registry', () => {
  let registry: Distribution;
  let folder = '';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'registry-test-'));
    registry = await startDistribution();
    await pushArtifact(registry.url, REPOSITORY, TAG, { title: TITLE, content: CONTENT });
  });
  afterAll(async () => {
    await registry.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => vi.stubEnv('REGISTRY_AUTH_FILE', path.join(folder, 'none.json')));
  afterEach(() => vi.unstubAllEnvs());

  /** The same registry, with another door. */
  async function startLocked(options: DistributionOptions): Promise<string> {
    const locked = await startDistribution({ ...options, storage: registry.storage });
    onTestFinished(() => locked.close());
    return locked.url;
  }

  function logIn(url: string, auth: string): void {
    const file = path.join(folder, 'auth.json');
    writeFileSync(file, JSON.stringify({ auths: { [new URL(url).host]: { auth: btoa(auth) } } }));
    vi.stubEnv('REGISTRY_AUTH_FILE', file);
  }

  test('open to all: list, find, download', async () => {
    const client = openRegistry(registry.url);
    expect(await client.listTags(REPOSITORY)).toEqual([TAG]);
    const artifact = await client.findArtifact(REPOSITORY, TAG, 'amd64');
    const [layer = expect.fail()] = artifact?.layers ?? [];
    expect(artifact?.artifactType).toBe('application/vnd.test.sysext');
    expect(layer.annotations).toEqual({ 'org.opencontainers.image.title': TITLE });
    const file = path.join(folder, TITLE);
    await client.download(REPOSITORY, layer, file);
    expect(readFileSync(file).equals(CONTENT)).toBe(true);

    // What is there already is not asked for again.
    truncateSync(file, 20_000_000);
    const progress: number[] = [];
    await client.download(REPOSITORY, layer, file, (bytes) => progress.push(bytes));
    expect(readFileSync(file).equals(CONTENT)).toBe(true);
    expect(progress[0]).toBeGreaterThan(20_000_000);
  });

  test('what it does not have', async () => {
    const client = openRegistry(registry.url);
    await expect(client.listTags('no/such')).rejects.toMatchObject({ code: 'no-repository' });
    expect(await client.findArtifact(REPOSITORY, 'v0', 'amd64')).toBeUndefined();
    expect(await client.findArtifact('no/such', TAG, 'amd64')).toBeUndefined();
  });

  test('an index', async () => {
    const [arm, amd] = await Promise.all(
      ['arm64', 'amd64'].map(async (architecture) => {
        const title = `${architecture}.raw`;
        const pushed = await pushArtifact(registry.url, 'multi', architecture, { title, content: title });
        const { digest, size } = pushed;
        return {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          digest,
          size,
          platform: { architecture, os: 'linux' },
        };
      }),
    );
    await pushManifest(registry.url, 'multi', 'v1', {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.index.v1+json',
      manifests: [amd, arm],
    });
    const client = openRegistry(registry.url);
    expect((await client.findArtifact('multi', 'v1', 'arm64'))?.digest).toBe(arm?.digest);
    expect((await client.findArtifact('multi', 'v1', 'amd64'))?.digest).toBe(amd?.digest);
    await expect(client.findArtifact('multi', 'v1', 'riscv64')).rejects.toThrow(
      'does not have an image for riscv64: it has amd64, arm64',
    );
  });

  test('many tags, which it gives in one page and in no order', async () => {
    const tags = Array.from({ length: 20 }, (_, revision) => `v1.34.10-${revision}-azlinux3-arm64`);
    await Promise.all(tags.map((tag) => pushArtifact(registry.url, 'many', tag, { title: 'x', content: 'x' })));
    expect(new Set(await openRegistry(registry.url).listTags('many'))).toEqual(new Set(tags));
  });

  test('a password', async () => {
    const url = await startLocked({ users: { joe: 'secret' } });
    await expect(openRegistry(url).listTags(REPOSITORY)).rejects.toThrow(`requires a login: run 'oras login`);
    logIn(url, 'joe:wrong');
    await expect(openRegistry(url).listTags(REPOSITORY)).rejects.toMatchObject({ code: 'denied' });
    logIn(url, 'joe:secret');
    expect(await openRegistry(url).listTags(REPOSITORY)).toEqual([TAG]);
  });

  test('tokens', async () => {
    const files = makeCertificate(folder);
    const service = await startTokenService(files, BASIC);
    const url = await startLocked({
      token: { realm: service.realm, service: SERVICE, certificate: files.certificate },
    });
    await expect(openRegistry(url).listTags(REPOSITORY)).rejects.toMatchObject({ code: 'denied' });
    logIn(url, 'joe:secret');
    const client = openRegistry(url);
    expect(await client.listTags(REPOSITORY)).toEqual([TAG]);
    expect((await client.findArtifact(REPOSITORY, TAG, 'amd64'))?.layers).toHaveLength(1);
    expect(service.seen).toEqual([undefined, BASIC, BASIC]);
  });

  test('tokens, behind a gateway with a prefix and small pages, whose links leave the prefix out', async () => {
    const files = makeCertificate(folder);
    const service = await startTokenService(files, BASIC);
    const token = { realm: service.realm, service: SERVICE, certificate: files.certificate };
    const behind = await startLocked({ token });
    const tags = ['a', 'b', 'c', 'd', 'e'];
    for (const tag of tags) await pushArtifact(registry.url, 'paged', tag, { title: tag, content: tag });
    const gateway = createServer(async (request, response) => {
      if (!request.url?.startsWith('/v2/key/')) {
        response.writeHead(404).end();
        return;
      }
      const url = new URL(request.url.replace('/v2/key/', '/v2/'), behind);
      const { authorization, accept = '*/*' } = request.headers;
      const answer = await fetch(url, { headers: { accept, ...(authorization !== undefined && { authorization }) } });
      let body = Buffer.from(await answer.arrayBuffer());
      const headers = Object.fromEntries(answer.headers);
      if (answer.ok && url.pathname.endsWith('/tags/list')) {
        const rest = tags.filter((tag) => tag > (url.searchParams.get('last') ?? ''));
        const page = rest.slice(0, 2);
        body = Buffer.from(JSON.stringify({ tags: page }));
        if (rest.length > 2) headers['link'] = `<${url.pathname}?n=2&last=${page.at(-1)}>; rel="next"`;
      }
      response.writeHead(answer.status, { ...headers, 'content-length': body.length }).end(body);
    });
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void gateway.close());
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
    logIn(url, 'joe:secret');
    const client = openRegistry(url);
    expect(await client.listTags('key/paged')).toEqual(tags);
    const [layer = expect.fail()] = (await client.findArtifact('key/paged', 'e', 'amd64'))?.layers ?? [];
    const file = path.join(folder, 'e');
    await client.download('key/paged', layer, file);
    expect(readFileSync(file, 'utf8')).toBe('e');
  });

  async function pull(url: string, env: NodeJS.ProcessEnv = {}, tag = TAG): Promise<Pulled> {
    const file = path.join(folder, 'pulled.raw');
    rmSync(file, { force: true });
    const script = path.join(import.meta.dirname, 'pull.ts');
    const options = { env: { ...process.env, NODE_EXTRA_CA_CERTS: '', ...env } };
    const { stdout } = await promisify(execFile)(process.execPath, [script, url, REPOSITORY, tag, file], options);
    return JSON.parse(stdout);
  }

  test('a private authority', async () => {
    const tls = makeCertificate(folder);
    const url = await startLocked({ tls });
    expect((await pull(url)).failure).toMatch(
      /the certificate of 127.0.0.1:\d+ is not trusted \(\w+\): NODE_EXTRA_CA_CERTS=FILE/,
    );
    expect((await pull(url, { NODE_EXTRA_CA_CERTS: tls.certificate })).tags).toEqual([TAG]);
  });

  test('a proxy', async () => {
    const tls = makeCertificate(folder);
    const port = Number(new URL(await startLocked({ tls })).port);
    const asked: string[] = [];
    let status = '200 OK';
    const proxy = createServer().on('connect', (request, client) => {
      asked.push(`${request.url} ${request.headers['proxy-authorization']}`);
      client.write(`HTTP/1.1 ${status}\r\n\r\n`);
      if (status !== '200 OK') client.end();
      else client.pipe(connect(port, '127.0.0.1')).pipe(client);
      client.on('error', () => {});
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = `http://joe:secret@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { NODE_EXTRA_CA_CERTS: tls.certificate, HTTPS_PROXY: address };
    expect((await pull('registry.test', env)).tags).toEqual([TAG]);
    expect(new Set(asked)).toEqual(new Set([`registry.test:443 ${BASIC}`]));

    status = '407 Proxy Authentication Required';
    const { failure = '' } = await pull('registry.test', env);
    expect(failure).toMatch(
      /the proxy 127\.0\.0\.1:\d+ responds with 407 to the request to connect to registry\.test: /,
    );
    expect(failure).not.toContain('secret');

    asked.length = 0;
    await pull('registry.test', { ...env, NO_PROXY: 'registry.test' });
    expect(asked).toEqual([]);
  });

  test('200 MB pass through without being kept', async () => {
    const big = path.join(folder, 'big.raw');
    writeFileSync(big, '');
    truncateSync(big, 200_000_000);
    await pushArtifact(registry.url, REPOSITORY, 'big', { title: 'big.raw', file: big });
    const { failure, grown } = await pull(registry.url, {}, 'big');
    expect(failure).toBeUndefined();
    expect(grown).toBeLessThan(100_000_000);
    const file = path.join(folder, 'pulled.raw');
    expect(statSync(file).size).toBe(200_000_000);
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    const expected = createHash('sha256');
    for await (const chunk of createReadStream(big)) expected.update(chunk);
    expect(hash.digest('hex')).toBe(expected.digest('hex'));
  });
});
