import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMPONENTS } from '../../src/sysext/component.ts';
import { proofRecorder } from '../proof/hold.ts';
import { proofSize, secondsSince } from '../proof/proof.ts';
import { KUBECTL, KUBELET, manifest } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { makeImage } from './images.ts';
import { makeRoot, writeFiles } from './root.ts';
import { digestOf, startSlowRegistry } from './slow-registry.ts';

/** Processes that are killed in all, and nodes that they work on at the same time. */
const KILLS = proofSize('kills', 200);
const NODES = 4;

const OLD = 'v1.34.9-1-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';
const NAMES = COMPONENTS.slice(0, 2).map(({ name }) => name);

/** Images by their file's name. */
const images = new Map<string, Buffer>();
/** Makes a process load faster. */
const cache = mkdtempSync(path.join(tmpdir(), 'kill-cache-'));
let registry: Awaited<ReturnType<typeof startSlowRegistry>>;

const skip = missing('mksquashfs', 'unsquashfs');

beforeAll(async () => {
  if (skip) return;
  const published = [KUBELET, KUBECTL].flatMap((repository, index) =>
    [OLD, NEW].map((value) => {
      const name = NAMES[index] ?? '';
      const title = `${name}-${value}-x86-64.raw`;
      // Bytes that cannot be compressed.
      const content = makeImage({ name, files: { 'usr/share/data': randomBytes(60_000) } });
      images.set(title, content);
      return [`${repository}:${value}-x86-64`, { title, content }] as const;
    }),
  );
  registry = await startSlowRegistry(new Map(published));
});
afterAll(() => {
  registry?.close();
  rmSync(cache, { recursive: true });
});

interface Node {
  readonly root: string;
  /** The repository with the manifest. */
  readonly dir: string;
}

/** A node that runs OLD. */
function makeNode(): Node {
  const root = makeRoot({ 'usr/lib/os-release': 'ID=flatcar\nVERSION_ID=1\n', 'etc/extensions/.keep': '' });
  for (const name of NAMES) {
    const file = `opt/${name}/downloads/${name}-${OLD}-x86-64.raw`;
    writeFiles(root, { [file]: images.get(path.basename(file)) ?? '' });
    symlinkSync(`/${file}`, path.join(root, `etc/extensions/${name}.raw`));
  }
  mkdirSync(path.join(root, 'opt/bin'));
  const slots = [KUBELET, KUBECTL].map((repository) => ({ repository, latest: NEW, previous: OLD }));
  return { root, dir: makeRoot({ 'components.json': manifest(slots) }) };
}

/** No file under its final name that does not verify, and no link to a missing image. */
function expectSound(root: string): void {
  for (const name of NAMES) {
    const folder = path.join(root, `opt/${name}/downloads`);
    for (const file of readdirSync(folder).filter((one) => !one.startsWith('.'))) {
      expect(digestOf(readFileSync(path.join(folder, file))), file).toBe(digestOf(images.get(file) ?? Buffer.alloc(0)));
    }
    const target = readlinkSync(path.join(root, `etc/extensions/${name}.raw`));
    expect(existsSync(path.join(root, target)), target).toBe(true);
  }
}

/** Everything is new, and nothing is left of the processes that were killed. */
function expectDone(root: string): void {
  expectSound(root);
  for (const name of NAMES) {
    const raw = (value: string) => `${name}-${value}-x86-64.raw`;
    expect(readdirSync(path.join(root, `opt/${name}/downloads`)).sort()).toEqual([raw(NEW), raw(OLD)].sort());
    expect(readlinkSync(path.join(root, `etc/extensions/${name}.raw`))).toBe(`/opt/${name}/downloads/${raw(NEW)}`);
    expect(readlinkSync(path.join(root, `opt/bin/${name}`))).toBe(`/usr/bin/${name}`);
  }
  expect(readdirSync(path.join(root, 'etc/extensions')).sort()).toEqual(
    ['.keep', ...NAMES.map((one) => `${one}.raw`)].sort(),
  );
  expect(readdirSync(path.join(root, 'opt/bin')).sort()).toEqual([...NAMES].sort());
}

/** A process that has loaded its code, and starts to work. */
async function start({
  root,
  dir,
}: {
  root: string;
  dir: string;
}): Promise<{ child: ChildProcess; err: () => string }> {
  const script = fileURLToPath(new URL('./pull-and-merge.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dir, root, registry.url, '1.34.10'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let err = '';
  child.stderr?.on('data', (text) => {
    err += text;
  });
  await once(child.stdout ?? child, 'data');
  return { child, err: () => err };
}

/**
 * Runs a process, and kills it after some milliseconds.
 *
 * @returns whether it was killed before it ended, and how long it worked.
 */
async function work(node: Node, milliseconds = 60_000): Promise<{ killed: boolean; worked: number }> {
  const { child, err } = await start(node);
  const started = Date.now();
  const ended = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), milliseconds);
  const [code, signal] = await ended;
  clearTimeout(timer);
  const killed = signal === 'SIGKILL';
  if (!killed) expect({ code, err: err() }).toEqual({ code: 0, err: '' });
  return { killed, worked: Date.now() - started };
}

describe.skipIf(skip)('a process that is killed at any moment', () => {
  test('leaves no wrong file and no dead link, and the next one goes on', async () => {
    const record = proofRecorder();
    // So long does it take here and now, with all of them at work.
    const nodes = Array.from({ length: NODES }, makeNode);
    const whole = await Promise.all(nodes.map((node) => work(node)));
    for (const { root } of nodes) expectDone(root);
    const longest = Math.max(...whole.map(({ worked }) => worked));

    let kills = 0;
    const started = performance.now();
    const keepKilling = async () => {
      while (kills < KILLS) {
        const node = makeNode();
        while ((await work(node, Math.random() * longest)).killed) {
          kills += 1;
          expectSound(node.root);
        }
        expectDone(node.root);
      }
    };
    await Promise.all(Array.from({ length: NODES }, keepKilling));
    expect(kills).toBeGreaterThanOrEqual(KILLS);
    const law =
      'a pull and merge that is killed at any moment leaves no wrong file and no dead link; the next one ends it';
    record({ name: 'kills', law, cases: kills, seed: 0, seconds: secondsSince(started) });
  }, 300_000);
});

test.skipIf(skip)('two processes at once do not get in each other’s way', async () => {
  const node = makeNode();
  const ended = await Promise.all([work(node), work(node), work(node)]);
  expect(ended.map(({ killed }) => killed)).toEqual([false, false, false]);
  expectDone(node.root);
});
