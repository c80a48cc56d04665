import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { request } from 'undici';
import type { Descriptor } from '../../src/registry/artifact.ts';

/** How a registry is set up; without any of it, it is open to all, over plain HTTP, and empty. */
export interface DistributionOptions {
  /** The {@link Distribution.storage} of another registry: what was pushed there is served here as well. */
  readonly storage?: string;
  /** User to password: the registry asks for basic credentials. Needs `htpasswd`. */
  readonly users?: Readonly<Record<string, string>>;
  /** The registry asks for a token of this service; `certificate` is the PEM file that its tokens are verified with. */
  readonly token?: { readonly realm: string; readonly service: string; readonly certificate: string };
  /** PEM files; the URL is then `https://127.0.0.1:<port>`. */
  readonly tls?: { readonly certificate: string; readonly key: string };
}

/** Debian's `docker-registry`, running on loopback. */
export interface Distribution {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** The folder with what was pushed. */
  readonly storage: string;
  /** Stops it, and removes what it wrote. Another registry on the same storage has to be closed first. */
  close(): Promise<void>;
}

/**
 * Starts `docker-registry` on a free port of loopback. Close it when the test is done (`onTestFinished`, `afterAll`).
 *
 * To fill one that asks for a login or has a certificate of its own, push to an open one and share its storage.
 */
export async function startDistribution(options: DistributionOptions = {}): Promise<Distribution> {
  const folder = mkdtempSync(path.join(tmpdir(), 'distribution-'));
  const storage = options.storage ?? path.join(folder, 'storage');
  const config = path.join(folder, 'config.yml');
  // JSON is YAML.
  writeFileSync(config, JSON.stringify(configuration(options, storage, folder)));
  // Without the environment: its REGISTRY_* variables would count as configuration.
  const env = { PATH: process.env['PATH'] };
  const child = spawn('docker-registry', ['serve', config], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await listeningOn(child);
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://${address}`,
    storage,
    async close() {
      if (child.exitCode === null) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration({ users, token, tls }: DistributionOptions, storage: string, folder: string): object {
  const htpasswd = path.join(folder, 'htpasswd');
  if (users !== undefined) {
    const lines = Object.entries(users).map(([user, password]) =>
      execFileSync('htpasswd', ['-Bbn', user, password], { encoding: 'utf8' }),
    );
    writeFileSync(htpasswd, lines.join(''));
  }
  const auth = {
    ...(users !== undefined && { htpasswd: { realm: 'test', path: htpasswd } }),
    ...(token !== undefined && {
      token: { realm: token.realm, service: token.service, issuer: 'test', rootcertbundle: token.certificate },
    }),
  };
  return {
    version: 0.1,
    log: { level: 'info' },
    storage: { filesystem: { rootdirectory: storage } },
    http: { addr: '127.0.0.1:0', ...(tls !== undefined && { tls }) },
    ...(Object.keys(auth).length > 0 && { auth }),
  };
}

/** The address that the registry's log names. */
async function listeningOn(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('docker-registry has no log');
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  const log: string[] = [];
  const read = async (stderr: NodeJS.ReadableStream): Promise<string> => {
    for await (const line of createInterface(stderr)) {
      const address = /listening on (127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) return address;
      log.push(line);
    }
    throw new Error(`docker-registry did not start:\n${log.join('\n')}`);
  };
  const address = await Promise.race([failed, read(child.stderr)]);
  child.stderr.resume();
  return address;
}

/** A layer to push: its bytes, or the file that they are read from. */
export interface Push {
  /** The layer's `org.opencontainers.image.title`. */
  readonly title: string;
  readonly content?: string | Buffer;
  readonly file?: string;
  /** The layer's; `application/octet-stream` where nothing is said. */
  readonly mediaType?: string;
  readonly artifactType?: string;
}

/** What was pushed. */
export interface Pushed {
  /** The manifest's digest, and its size in bytes. */
  readonly digest: string;
  readonly size: number;
  readonly layer: Descriptor;
}

/**
 * Pushes an artifact of one layer, streaming it, to a registry that is open to all.
 *
 * @param url the registry's, such as {@link Distribution.url}
 */
export function pushArtifact(url: string, repository: string, tag: string, push: Push): Promise<Pushed> {
  const pushed = lastPush.then(() => pushNow(url, repository, tag, push));
  lastPush = pushed.catch(() => {});
  return pushed;
}

/** One after the other: where the same blob comes twice at a time, the registry may say that it is not there. */
let lastPush: Promise<unknown> = Promise.resolve();

async function pushNow(url: string, repository: string, tag: string, push: Push): Promise<Pushed> {
  const annotations = { 'org.opencontainers.image.title': push.title };
  const mediaType = push.mediaType ?? 'application/octet-stream';
  const layer = { mediaType, ...(await pushBlob(url, repository, push)), annotations };
  const config = await pushBlob(url, repository, { content: '{}' });
  const manifest = await pushManifest(url, repository, tag, {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    artifactType: push.artifactType ?? 'application/vnd.test.sysext',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', ...config },
    layers: [layer],
  });
  return { ...manifest, layer };
}

/** Pushes a manifest or an index as it is. @returns its digest, and its size in bytes. */
export async function pushManifest(
  url: string,
  repository: string,
  reference: string,
  manifest: { readonly mediaType: string; readonly [field: string]: unknown },
): Promise<{ digest: string; size: number }> {
  const body = Buffer.from(JSON.stringify(manifest));
  await send('PUT', `${url}/v2/${repository}/manifests/${reference}`, 201, {
    body,
    headers: { 'content-type': manifest.mediaType },
  });
  return { digest: `sha256:${createHash('sha256').update(body).digest('hex')}`, size: body.length };
}

async function pushBlob(
  url: string,
  repository: string,
  { content, file }: Pick<Push, 'content' | 'file'>,
): Promise<{ digest: string; size: number }> {
  const open = () => (file === undefined ? Buffer.from(content ?? '') : createReadStream(file));
  const size = file === undefined ? Buffer.from(content ?? '').length : statSync(file).size;
  const digest = `sha256:${await sha256(open())}`;
  const place = new URL(await send('POST', `${url}/v2/${repository}/blobs/uploads/`, 202), url);
  place.searchParams.set('digest', digest);
  await send('PUT', place.href, 201, { body: open(), headers: { 'content-length': `${size}` } });
  return { digest, size };
}

async function sha256(bytes: Buffer | AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  if (Buffer.isBuffer(bytes)) hash.update(bytes);
  else for await (const chunk of bytes) hash.update(chunk);
  return hash.digest('hex');
}

/** @returns the answer's Location. */
async function send(
  method: 'POST' | 'PUT',
  url: string,
  expected: number,
  options: Pick<NonNullable<Parameters<typeof request>[1]>, 'body' | 'headers'> = {},
): Promise<string> {
  const { statusCode, headers, body } = await request(url, { method, ...options });
  const text = await body.text();
  if (statusCode !== expected) throw new Error(`${method} ${url}: ${statusCode} ${text}`);
  return String(headers['location']);
}
