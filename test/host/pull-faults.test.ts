import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pull } from '../../src/host/pull.ts';
import type { PulledImage } from '../../src/host/schema.ts';
import { openRegistry } from '../../src/registry/client.ts';
import {
  BLOB,
  type Fault,
  LAYER,
  MANIFEST,
  manifest as manifestReply,
  on,
  startFaulty,
  status,
} from '../registry/faults.ts';
import { manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { makeRoot } from './root.ts';

const REPOSITORY = 'some/kubelet-sysext';
const VALUE = 'v1.34.10-1-azlinux3';
const FILE = `kubelet-${VALUE}-x86-64.raw`;
const FOLDER = 'opt/kubelet/downloads';

const layer = (other: Partial<typeof LAYER> = {}) => ({
  ...MANIFEST,
  layers: [{ ...LAYER, annotations: { 'org.opencontainers.image.title': FILE }, ...other }],
});

/** The registry as it should be. */
const world: Fault = (_, { path: asked, range }) => {
  if (asked === `/v2/${REPOSITORY}/manifests/${VALUE}-x86-64`) return manifestReply(layer());
  if (asked !== `/v2/${REPOSITORY}/blobs/${LAYER.digest}`) return status(404);
  const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
  const headers = { 'content-range': `bytes ${start}-${BLOB.length - 1}/${BLOB.length}` };
  return { status: start === 0 ? 200 : 206, headers: start === 0 ? {} : headers, body: BLOB.subarray(start) };
};

/** A pull from a registry that has a fault at first, and then has none. */
async function pullTwice(
  fault: Fault,
  { root = makeRoot(), between = (_root: string) => {} } = {},
): Promise<{ first: PulledImage; second: PulledImage; root: string; ranges: (string | undefined)[] }> {
  let isBroken = true;
  const { url, seen } = await startFaulty(world, (reply, request) => (isBroken ? fault(reply, request) : reply));
  const dir = makeRoot({
    'components.json': manifest([{ repository: REPOSITORY, latest: VALUE }]).replaceAll(REGISTRY, url),
  });
  const open = (registry: string) => openRegistry(registry, { attempts: 2, backoff: 1, idleTimeoutMs: 200 });
  const run = async () => {
    const { images } = await pull({ dir, root, arches: ['x86-64'] }, { open });
    return images[0] ?? expect.fail('there is no image');
  };
  const first = await run();
  expect(existsSync(path.join(root, FOLDER, FILE))).toBe(false);
  isBroken = false;
  between(root);
  const before = seen.length;
  const second = await run();
  const blobs = seen.slice(before).filter((one) => one.path.includes('/blobs/'));
  return { first, second, root, ranges: blobs.map(({ range }) => range) };
}

function expectRepaired({ first, second, root }: Awaited<ReturnType<typeof pullTwice>>, says: string | RegExp): void {
  expect(first).toMatchObject({ outcome: 'failed', file: null });
  expect(first.reason).toMatch(/^127\.0\.0\.1:\d+\/some\/kubelet-sysext.*$/);
  expect(first.reason).toMatch(says);
  expect(second).toMatchObject({ outcome: 'pulled', reason: null });
  expect(readFileSync(path.join(root, FOLDER, FILE)).equals(BLOB)).toBe(true);
  expect(readdirSync(path.join(root, FOLDER))).toEqual([FILE]);
}

const TENTHS = Array.from({ length: 10 }, (_, tenth) => Math.floor((tenth * BLOB.length) / 10));

test.each(TENTHS)('a blob that is cut after %i bytes: the second run goes on there', async (bytes) => {
  // The first request has so much, and the one that goes on has nothing.
  const cut: Fault = (reply, { range }) => {
    return { ...reply, breaks: { bytes: range === undefined ? bytes : 0, how: 'cut' } };
  };
  // What the network has not given out yet is lost.
  let kept = 0;
  const between = (root: string) => {
    const [part = ''] = readdirSync(path.join(root, FOLDER));
    kept = part === '' ? 0 : statSync(path.join(root, FOLDER, part)).size;
  };
  const pulled = await pullTwice(on('/blobs/', cut), { between });
  expectRepaired(pulled, 'the connection to 127.0.0.1:');
  expect(kept).toBeLessThanOrEqual(bytes);
  expect(pulled.ranges).toEqual([kept === 0 ? undefined : `bytes=${kept}-`]);
});

const BLOB_OF = `the blob ${LAYER.digest}`;
const other = Buffer.from(BLOB).fill(0, 0, 1);

test.each<[string, Fault, string | RegExp]>([
  ['other bytes', on('/blobs/', (reply) => ({ ...reply, body: other })), `${BLOB_OF} is invalid: its digest does not`],
  [
    'a blob that is too short',
    on('/blobs/', (reply) => ({ ...reply, body: BLOB.subarray(1) })),
    'is invalid: the registry',
  ],
  ['a size that is too small', on('/manifests/', () => manifestReply(layer({ size: 10 }))), 'the manifest declares 10'],
  [
    'a size that is too large',
    on('/manifests/', () => manifestReply(layer({ size: BLOB.length + 1 }))),
    `the manifest declares ${BLOB.length + 1}`,
  ],
  [
    'the digest of another blob',
    on('/manifests/', () => manifestReply(layer({ digest: `sha256:${'0'.repeat(64)}` }))),
    'responds with 404 for the blob sha256:000',
  ],
  [
    'no digest',
    on('/manifests/', () => manifestReply(layer({ digest: '../../etc/passwd' }))),
    'is not a digest of SHA-256',
  ],
  [
    'a manifest of its digest does not match',
    on('/manifests/', (reply) => ({ ...reply, body: Buffer.from(`${reply.body} `) })),
    'its digest does not match its content',
  ],
  ['the manifest: 401', on('/manifests/', () => status(401)), /refuses the manifest .* \(401\): run 'oras login'/],
  ['the manifest: 403', on('/manifests/', () => status(403)), /refuses the manifest .* \(403\): run 'oras login'/],
  ['the manifest: 404', on('/manifests/', () => status(404)), 'is not published'],
  ['the manifest: 500', on('/manifests/', () => status(500)), 'responds with 500 (tried 2 times)'],
  [
    'the manifest: a wait',
    on('/manifests/', () => status(429, { 'retry-after': '0' })),
    'responds with 429 (tried 2 times)',
  ],
  [
    'the manifest: a long wait',
    on('/manifests/', () => status(429, { 'retry-after': '3600' })),
    'responds with 429 and requests a wait of 3600 s: try again then',
  ],
  ['the blob: 403', on('/blobs/', () => status(403)), `refuses ${BLOB_OF} (403)`],
  ['the blob: 500', on('/blobs/', () => status(500)), 'responds with 500 (tried 2 times)'],
  ['the blob: nothing at all', on('/blobs/', () => undefined), 'the connection to 127.0.0.1:'],
  [
    'a blob that hangs',
    on('/blobs/', (reply) => ({ ...reply, breaks: { bytes: 9, how: 'hang' } })),
    'UND_ERR_BODY_TIMEOUT',
  ],
])('%s: one line, no file, and the second run repairs it', async (_, fault, says) => {
  expectRepaired(await pullTwice(fault), typeof says === 'string' ? new RegExp(says.replace(/[.()/]/g, '\\$&')) : says);
});

test('a token service that hangs', async () => {
  const silent = await startFaulty(() => undefined);
  const challenge = { 'www-authenticate': `Bearer realm="${silent.url}/token",service="a"` };
  const pulled = await pullTwice(on('/manifests/', () => status(401, challenge)));
  expectRepaired(pulled, `the connection to ${silent.host} fails`);
});

describe.skipIf(missing('root', 'mount'))('on a full disk', () => {
  test('one line, no file, and the second run goes on once there is room', async () => {
    const root = makeRoot();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', root]);
    onTestFinished(() => void execFileSync('umount', [root]));
    const between = () => void execFileSync('mount', ['-o', 'remount,size=1m', root]);
    const pulled = await pullTwice((reply) => reply, { root, between });
    expectRepaired(pulled, /\.part cannot be written: ENOSPC/);
    expect(pulled.ranges).toEqual([expect.stringMatching(/^bytes=\d{5,6}-$/)]);
  });
});
