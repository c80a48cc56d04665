import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Rehearsal } from '../../src/host/rehearsal.ts';
import { makeImage } from '../host/images.ts';
import { makePlan } from '../host/plan.ts';
import { ELSEWHERE, HERE, makeProgram } from '../host/program.ts';
import { makeRoot } from '../host/root.ts';
import { startSlowRegistry } from '../host/slow-registry.ts';
import { KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { run } from './command.ts';

const HELD = 'v1.34.9-1-azlinux3';
const NEW = 'v1.34.10-1-azlinux3';
const SLOT = { repository: KUBELET, latest: HELD };

/** A repository whose manifest has HELD, and the file of a plan that proposes NEW. */
function makeRepository(url: string): { dir: string; plan: string } {
  const dir = makeRoot({
    'components.json': manifest([SLOT]).replaceAll(REGISTRY, url),
    'plan.json': JSON.stringify(makePlan([{ ...SLOT, to: NEW }])),
  });
  return { dir, plan: path.join(dir, 'plan.json') };
}

async function publish(tags: readonly string[], content = makeImage({ arch: HERE })): Promise<string> {
  const images = tags.map((tag) => [`${KUBELET}:${tag}`, { title: `kubelet-${tag}.raw`, content }] as const);
  const registry = await startSlowRegistry(new Map(images));
  onTestFinished(() => registry.close());
  return registry.url;
}

describe.skipIf(missing('mksquashfs', 'unsquashfs'))('rehearse', () => {
  // What root can do more is tried elsewhere.
  beforeEach(() => void vi.spyOn(process, 'getuid').mockReturnValue(1000));
  afterEach(() => vi.restoreAllMocks());

  async function rehearse(tags: readonly string[], ...rest: string[]) {
    const { dir, plan } = makeRepository(await publish(tags));
    return { dir, ...(await run(['rehearse', dir, '--plan', plan, '--arch', HERE, ...rest])) };
  }

  test('all is well: exit 0, and what was not done is said', async () => {
    const { exitCode, out, err } = await rehearse([HELD, NEW].map((value) => `${value}-${HERE}`));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^1 proposed image: 1 would install; 1 current image: 1 would install\n\nname +version +arch/);
    expect(out).toMatch(/\nNot done\nmerged of 2 images: it requires Linux and root\n/);
    expect(err).toMatch(/^note: not done: merged of 2 images: it requires Linux/);
  });

  test('a proposed version that is not there: exit 2', async () => {
    const { exitCode, out, err } = await rehearse([`${HELD}-${HERE}`]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/\nFailed\npublished of kubelet v1\.34\.10-1-azlinux3 for [\w-]+: .* is not published\n/);
    expect(err).toMatch(/^error: kubelet v1\.34\.10-1-azlinux3 for \S+: would not install: published: .*\n/);
  });

  test('a held one that is not there: a warning', async () => {
    const { exitCode, err } = await rehearse([`${NEW}-${HERE}`]);
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^warning: kubelet v1\.34\.9-1-azlinux3 for \S+: would not install: published: .*\n/);
  });

  test('the architectures of node images, if none is named', async () => {
    const { dir, plan } = makeRepository(await publish([HERE, ELSEWHERE].map((arch) => `${HELD}-${arch}`)));
    const { exitCode, out } = await run(['rehearse', dir, '--plan', plan, '--format', 'json']);
    expect(exitCode).toBe(2);
    expect(Rehearsal.parse(JSON.parse(out)).images.map(({ arch, proposed }) => `${arch} ${proposed}`)).toEqual([
      'x86-64 true',
      'arm64 true',
      'x86-64 false',
      'arm64 false',
    ]);
  });

  test('a registry that is down: exit 1, and nothing is called fine', async () => {
    const { dir, plan } = makeRepository('http://127.0.0.1:9');
    const { exitCode, out, err } = await run(['rehearse', dir, '--plan', plan, '--arch', HERE, '--retry-for', '0']);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^1 proposed image: 1 not known; 1 current image: 1 not known\n/);
    expect(err).toMatch(
      /^error: kubelet v1\.34\.10-1-azlinux3 for \S+: it is not known whether it installs: published:/,
    );
  });

  test('as Markdown, into a file', async () => {
    const file = path.join(makeRoot(), 'out.md');
    const { out } = await rehearse([`${HELD}-${HERE}`], '--format', 'markdown', '--output', file);
    expect(out).toBe('');
    const text = readFileSync(file, 'utf8');
    expect(text).toMatch(
      /^\*\*1 proposed image: 1 would not install; 1 current image: 1 would install\*\*\n\n### Failed\n/,
    );
    expect(text).toContain(`| \`kubelet ${NEW}\` | ${HERE} | proposed | **would not install** | published failed; `);
  });

  test('--arch does not take the directory that follows', async () => {
    const { dir, plan } = makeRepository('http://127.0.0.1:9');
    const { err } = await run(['rehearse', '--plan', plan, '--retry-for', '0', '--arch', HERE, dir]);
    expect(err).toContain(`for ${HERE}: it is not known whether it installs: published`);
  });

  test.each([
    [['--plan', '/nowhere.json'], "ENOENT: no such file or directory, open '/nowhere.json'"],
    [['--plan', '/dev/null'], '/dev/null is not JSON: '],
    [
      ['--plan', fileURLToPath(new URL('../../package.json', import.meta.url))],
      "is not a plan of 'plan --format json'",
    ],
    [['--root', '/nowhere'], '--root /nowhere is not a directory'],
    [['--arch', 'amd64'], 'did you mean "x86-64"?'],
  ])('%j: exit 1 and one line', async (args, says) => {
    const { dir, plan } = makeRepository('http://127.0.0.1:9');
    const { exitCode, out, err } = await run(['rehearse', dir, '--plan', plan, ...args]);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^error: .*\n$/);
    expect(err).toContain(says);
  });
});

describe.skipIf(missing('mksquashfs', 'unsquashfs'))('a rehearsal that a signal ends', () => {
  const CLI = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

  /** A rehearsal that has come so far that one of its files has a name. */
  async function start(url: string, name: RegExp): Promise<{ child: ChildProcess; tmp: string }> {
    const { dir, plan } = makeRepository(url);
    const tmp = path.join(makeRoot(), 'tmp');
    mkdirSync(tmp);
    const args = [CLI, 'rehearse', dir, '--plan', plan, '--arch', HERE];
    const child = spawn(process.execPath, args, { env: { ...process.env, TMPDIR: tmp }, stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const isThere = () => readdirSync(tmp, { recursive: true, encoding: 'utf8' }).some((file) => name.test(file));
    while (child.exitCode === null && !isThere()) await sleep(10);
    expect(child.exitCode).toBeNull();
    return { child, tmp };
  }

  const TAGS = [HELD, NEW].map((value) => `${value}-${HERE}`);

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: nothing is left', async (signal) => {
    // It takes a minute to come.
    const { child, tmp } = await start(await publish(TAGS, Buffer.alloc(50_000_000)), /\.part$/);
    const ended = once(child, 'exit');
    child.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(readdirSync(tmp)).toEqual([]);
  });

  /** Whether a process with a text in its command line runs. */
  const isRunning = (text: string) => readdirSync('/proc').some((pid) => commandLine(pid).includes(text));

  function commandLine(pid: string): string {
    try {
      return /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/cmdline`, 'latin1') : '';
    } catch {
      // It has ended.
      return '';
    }
  }

  test.skipIf(missing('root', 'unshare', 'setpriv', 'systemd-sysext', 'gcc')).each(['SIGTERM', 'SIGKILL'] as const)(
    '%s while a program runs: it is ended as well',
    async (signal) => {
      const files = { 'usr/bin/kubelet': makeProgram('', 'for (;;) {}') };
      // The folder that the image is merged in.
      const { child, tmp } = await start(await publish(TAGS, makeImage({ arch: HERE, files })), /\/0\/base$/);
      while (!isRunning('/usr/bin/kubelet\0--version')) await sleep(10);
      const ended = once(child, 'exit');
      child.kill(signal);
      expect(await ended).toEqual([null, signal]);
      while (isRunning(tmp)) await sleep(10);
      while (isRunning('/usr/bin/kubelet\0--version')) await sleep(10);
      if (signal === 'SIGTERM') expect(readdirSync(tmp)).toEqual([]);
    },
    // Much less than the program would be given.
    15_000,
  );
});
