import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { pull } from '../../src/host/pull.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { RegistryError } from '../../src/registry/error.ts';
import { KUBELET, manifest, REGISTRY, type Slot } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { fakeRegistry } from './fake-registry.ts';
import { makeRoot, writeFiles } from './root.ts';
import { digestOf, startSlowRegistry } from './slow-registry.ts';

/*
 * A file under its final name is the verified artifact, whatever runs beside it, or ran before.
 */

const VALUE = 'v1.34.10-1-azlinux3';
const TAG = `${VALUE}-x86-64`;
const FILE = `kubelet-${TAG}.raw`;
const FOLDER = 'opt/kubelet/downloads';
const CONTENT = randomBytes(300_000);
const OTHER = randomBytes(200_000);

const folderOf = (root: string) => (existsSync(path.join(root, FOLDER)) ? readdirSync(path.join(root, FOLDER)) : []);
const isPart = (name: string) => name.endsWith('.part');

function expectRight(root: string, content: Buffer): void {
  expect(digestOf(readFileSync(path.join(root, FOLDER, FILE)))).toBe(digestOf(content));
  expect(folderOf(root)).toEqual([FILE]);
}

/** Starts a registry whose blobs take their time: as long as the gate says, if there is one. */
async function slowly(images: Readonly<Record<string, Buffer>>, gate?: Promise<void>) {
  const published = Object.entries(images).map(
    ([repository, content]) => [`${repository}:${TAG}`, { title: FILE, content }] as const,
  );
  const registry = await startSlowRegistry(new Map(published), gate);
  onTestFinished(() => registry.close());
  return registry;
}

describe('two slots of one file, in one pull', () => {
  const MOVED = 'oss/kubernetes/kubelet-sysext';
  const CASES: readonly { name: string; slots: readonly Slot[]; images: Readonly<Record<string, Buffer>> }[] = [
    { name: 'the same', slots: [slot(KUBELET), slot(KUBELET)], images: { [KUBELET]: CONTENT } },
    { name: 'two spellings', slots: [slot(KUBELET, VALUE, 'v1.34.10')], images: { [KUBELET]: CONTENT } },
    {
      name: 'two repositories',
      slots: [slot(KUBELET), slot(MOVED)],
      images: { [KUBELET]: CONTENT, [MOVED]: CONTENT },
    },
    {
      name: 'four ways to one file',
      slots: [slot(KUBELET, VALUE, 'v1.34.10'), slot(MOVED, VALUE, 'v1.34.10')],
      images: { [KUBELET]: CONTENT, [MOVED]: CONTENT },
    },
  ];

  test.each(CASES)('$name: it is fetched once', async ({ slots, images }) => {
    const registry = await slowly(images);
    const { root, pulled } = await pullFrom(registry.url, slots);
    expect(pulled.map(({ outcome }) => outcome)).toEqual(['pulled']);
    expectRight(root, CONTENT);
    expect(registry.blobs).toEqual([digestOf(CONTENT)]);
  });

  test('two repositories with other bytes: both are refused by name, and the file is not written', async () => {
    const registry = await slowly({ [KUBELET]: CONTENT, [MOVED]: OTHER });
    const { root, pulled } = await pullFrom(registry.url, [slot(KUBELET), slot(MOVED)]);
    expect(pulled).toMatchObject([{ name: 'kubelet', tag: TAG, outcome: 'failed', file: null }]);
    for (const part of [`${KUBELET}:${TAG}`, `${MOVED}:${TAG}`, digestOf(CONTENT), digestOf(OTHER)]) {
      expect(pulled[0]?.reason).toContain(part);
    }
    expect(folderOf(root)).toEqual([]);
  });

  test('one of them is not published: it fails, and the other is fetched', async () => {
    const registry = await slowly({ [KUBELET]: CONTENT });
    const { root, pulled } = await pullFrom(registry.url, [slot(MOVED), slot(KUBELET)]);
    expect(pulled.map(({ outcome }) => outcome)).toEqual(['failed', 'pulled']);
    expectRight(root, CONTENT);
  });
});

function slot(repository: string, latest = VALUE, previous?: string): Slot {
  return { repository, latest, ...(previous !== undefined && { previous }) };
}

async function pullFrom(url: string, slots: readonly Slot[], root = makeRoot()) {
  const dir = makeRoot({ 'components.json': manifest(slots).replaceAll(REGISTRY, url) });
  const request = { dir, root, arches: ['x86-64'], distro: 'azlinux3' } as const;
  return { root, pulled: (await pull(request, { open: openRegistry })).images };
}

describe('leftovers', () => {
  async function pullOnce(root: string, content = CONTENT) {
    const client = fakeRegistry({ [KUBELET]: { [TAG]: { layers: [{ title: FILE, content }] } } });
    const dir = makeRoot({ 'components.json': manifest([slot(KUBELET)]) });
    return (await pull({ dir, root, arches: ['x86-64'] }, { open: () => client })).images;
  }

  const part = (content: Buffer, owner: string, file = FILE) =>
    `${FOLDER}/.${file}.${digestOf(content).replace(':', '-').slice(0, 19)}.${owner}.part`;

  test.each([
    ['of the same content', part(CONTENT, 'gone')],
    ['of a tag that has moved', part(OTHER, 'gone')],
    ['as former versions named them', part(CONTENT, '4194303')],
    ['of process 1, which runs', part(OTHER, '1')],
  ])('%s are gone once the file is there', async (_, file) => {
    const root = makeRoot({ [file]: 'the start of something' });
    expect(await pullOnce(root)).toMatchObject([{ outcome: 'pulled' }]);
    expectRight(root, CONTENT);
    writeFiles(root, { [file]: 'again' });
    expect(await pullOnce(root)).toMatchObject([{ outcome: 'present' }]);
    expectRight(root, CONTENT);
  });

  test('of other files stay for a day', async () => {
    const [young, old] = ['a.raw', 'b.raw'].map((file) => part(OTHER, 'gone', file)) as [string, string];
    const root = makeRoot({ [young]: 'start', [old]: 'start' });
    const twoDaysAgo = Date.now() / 1000 - 48 * 60 * 60;
    utimesSync(path.join(root, old), twoDaysAgo, twoDaysAgo);
    await pullOnce(root);
    expect(folderOf(root).sort()).toEqual([path.basename(young), FILE].sort());
  });

  test('do not add up while the registry is down', async () => {
    const root = makeRoot({ [part(CONTENT, 'gone')]: CONTENT.subarray(0, 1000) });
    const client = fakeRegistry({ [KUBELET]: { [TAG]: { layers: [{ title: FILE, content: CONTENT }] } } });
    const dir = makeRoot({ 'components.json': manifest([slot(KUBELET)]) });
    const download = async () => {
      throw new RegistryError('unavailable', 'no connection');
    };
    for (let i = 0; i < 3; i++) {
      const { images } = await pull({ dir, root, arches: ['x86-64'] }, { open: () => ({ ...client, download }) });
      expect(images).toMatchObject([{ outcome: 'failed' }]);
    }
    expect(folderOf(root)).toEqual([path.basename(part(CONTENT, 'gone'))]);
  });

  test('a row is pulled only when the file on the disk is right', async () => {
    const root = makeRoot();
    const good = fakeRegistry({ [KUBELET]: { [TAG]: { layers: [{ title: FILE, content: CONTENT }] } } });
    const dir = makeRoot({ 'components.json': manifest([slot(KUBELET)]) });
    // The stream is right, and something else writes to the file as well.
    const client: typeof good = {
      ...good,
      async download(repository, blob, file, onProgress) {
        await good.download(repository, blob, file, onProgress);
        writeFiles('/', { [file]: Buffer.concat([CONTENT, CONTENT]) });
      },
    };
    const { images } = await pull({ dir, root, arches: ['x86-64'] }, { open: () => client });
    expect(images).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('differs from the fetched content') },
    ]);
    expect(folderOf(root)).toEqual([]);
  });
});

const CLI = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));
const IN_NAMESPACE = ['unshare', '--pid', '--fork', '--mount-proc'];

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<{ code: unknown; err: string }>;
}

function start(url: string, root: string, where: 'here' | 'container'): Running {
  const dir = makeRoot({ 'components.json': manifest([slot(KUBELET)]).replaceAll(REGISTRY, url) });
  const command = [process.execPath, CLI, 'pull', dir, '--root', root, '--arch', 'x86-64'];
  const [program = '', ...args] = where === 'here' ? command : [...IN_NAMESPACE, ...command];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  onTestFinished(() => kill(child));
  let err = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return { child, ended: once(child, 'exit').then(([code]) => ({ code, err })) };
}

/** Kills a process and those that it has started. */
function kill({ pid, exitCode, signalCode }: ChildProcess): void {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  process.kill(-pid, 'SIGKILL');
}

/** Waits until so many processes are in the middle of it: they have asked for the blob, and some of it is there. */
async function underWay({ blobs }: { readonly blobs: readonly string[] }, root: string, count = 1): Promise<void> {
  const hasBytes = () => folderOf(root).some((name) => isPart(name) && sizeOf(path.join(root, FOLDER, name)) > 0);
  while (blobs.length < count || !hasBytes()) await sleep(5);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

describe.skipIf(missing('root', 'unshare'))('processes of one cache', () => {
  /** More than is written at once. */
  const LARGE = randomBytes(5_000_000);

  const PLACES = [
    ['here', 'here'],
    ['container', 'container'],
    ['here', 'container'],
    ['container', 'here'],
    ['container', 'container', 'here'],
  ] as const;

  test.each(PLACES.map((places) => [places.join(', '), places] as const))(
    'at the same time (%s): each ends well',
    async (_, places) => {
      const gate = Promise.withResolvers<void>();
      const registry = await slowly({ [KUBELET]: LARGE }, gate.promise);
      const root = makeRoot();
      const running: Running[] = [];
      for (const place of places) {
        running.push(start(registry.url, root, place));
        await underWay(registry, root, running.length);
      }
      gate.resolve();
      for (const { ended } of running) expect(await ended).toEqual({ code: 0, err: '' });
      expectRight(root, LARGE);
    },
  );

  test.each(['here', 'container'] as const)(
    'one is killed (%s): the next one resumes, and leaves nothing',
    async (place) => {
      const gate = Promise.withResolvers<void>();
      const registry = await slowly({ [KUBELET]: LARGE }, gate.promise);
      const root = makeRoot();
      const { child, ended } = start(registry.url, root, place);
      await underWay(registry, root);
      kill(child);
      await ended;
      gate.resolve();
      const next = start(registry.url, root, 'container');
      expect(await next.ended).toEqual({ code: 0, err: '' });
      expectRight(root, LARGE);
      expect(registry.ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    },
  );
});
