import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { MergeResult, PullResult, ResolveResult } from '../../src/host/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { makeImage } from '../host/images.ts';
import { cached, makeRoot } from '../host/root.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { run, serve } from './command.ts';

const TAG = 'v1.34.10-1-azlinux3-x86-64';
const DOWN = 'http://127.0.0.1:9';

async function lists(tags: readonly string[]): Promise<string> {
  const registry = await startRegistry({ [KUBELET]: tags });
  onTestFinished(() => registry.close());
  return registry.url;
}

/** A registry without a repository. */
async function empty() {
  const registry = await startRegistry({});
  onTestFinished(() => registry.close());
  return registry;
}

const resolve = (root: string, registry: string, ...rest: string[]) =>
  run(['resolve', 'kubelet', '1.34.10', '--arch', 'x86-64', '--root', root, '--registry', registry, ...rest]);

describe('resolve', () => {
  test('as text: the decision, and each step with its reason', async () => {
    const root = makeRoot(cached(['v1.34.9-1-azlinux3-x86-64']));
    const { exitCode, out, err } = await resolve(root, await lists([TAG, 'v1.34.10-2-noble-x86-64']));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(
      /^kubelet 1\.34\.10 for x86-64: remote 127\.0\.0\.1:\d+\/oss\/.*-sysext:v1\.34\.10-1-azlinux3-x86-64\n/,
    );
    expect(out).toMatch(/\ndistro +match +azlinux3: .*\nlocal +no-match .*\nremote +match .*\n$/);
  });

  test('as JSON, of the schema', async () => {
    const root = makeRoot(cached([TAG]));
    const { exitCode, out } = await resolve(root, DOWN, '--format', 'json');
    expect(exitCode).toBe(0);
    const file = path.join(root, `opt/kubelet/downloads/kubelet-${TAG}.raw`);
    expect(ResolveResult.parse(JSON.parse(out))).toMatchObject({ schemaVersion: 2, source: 'local', tag: TAG, file });
  });

  test('several distros: refused, and both are named', async () => {
    const { exitCode, out, err } = await resolve(makeRoot(), await lists([TAG, 'v1.34.10-2-noble-x86-64']));
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .* several distros: azlinux3, noble: name one with --distro or AKS_SYSEXT_DISTRO\n$/);
  });

  test.each([
    ['several distros', [TAG, 'v1.34.10-2-noble-x86-64']],
    ['one distro, which nothing tells', ['v1.34.10-2-noble-x86-64']],
  ])('%s: the tarball, with a warning', async (_, tags) => {
    const { exitCode, out, err } = await resolve(makeRoot(), await lists(tags), '--tarball', '/t.tgz');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^kubelet 1\.34\.10 for x86-64: tarball \/t\.tgz\n/);
    expect(err).toMatch(
      /^warning: kubelet 1\.34\.10: remote: .* is published for .*noble: name .* with --distro or .*\n$/,
    );
  });

  test('the distro is a setting', async () => {
    const url = await lists([TAG, 'v1.34.10-2-noble-x86-64']);
    const inEnvironment = async (distro: string, ...rest: string[]) => {
      vi.stubEnv('AKS_SYSEXT_DISTRO', distro);
      const { exitCode, out, err } = await resolve(makeRoot(), url, ...rest).finally(() => vi.unstubAllEnvs());
      return { exitCode, tag: /sysext:(\S+)\n/.exec(out)?.[1], err };
    };
    expect(await inEnvironment('noble')).toEqual({ exitCode: 0, tag: 'v1.34.10-2-noble-x86-64', err: '' });
    expect(await inEnvironment('noble', '--distro', 'azlinux3')).toEqual({ exitCode: 0, tag: TAG, err: '' });
    expect(await inEnvironment('', '--distro', 'azlinux3')).toMatchObject({ exitCode: 0, tag: TAG });
    expect(await inEnvironment('')).toMatchObject({ exitCode: 2, tag: undefined });
    for (const wrong of ['Az Linux', '3', '-', 'azlinux3-x86-64']) {
      const { exitCode, err } = await inEnvironment(wrong);
      expect({ exitCode, err }).toEqual({
        exitCode: 1,
        err: expect.stringContaining('is not a distro, such as azlinux3'),
      });
    }
  });

  test('found nowhere: exit 2, and the reason on stderr', async () => {
    const { exitCode, out, err } = await resolve(makeRoot(), await lists([]), '--distro', 'azlinux3');
    expect(exitCode).toBe(2);
    expect(out).toMatch(/^kubelet 1\.34\.10 for x86-64: not found\n/);
    expect(err).toBe('error: kubelet 1.34.10 is not found: no sysext matches, and --tarball is not given\n');
    const json = await resolve(makeRoot(), await lists([]), '--distro', 'azlinux3', '--format', 'json');
    expect(json.exitCode).toBe(2);
    expect(ResolveResult.parse(JSON.parse(json.out))).toMatchObject({ source: 'none' });
  });

  test.each([
    ['a registry that is down', async () => DOWN],
    ['one that has no such repository', async () => (await empty()).url],
    ['one that sends rubbish', () => serve((_, response) => response.end('<html>'))],
    ['one that refuses the login', () => serve((_, response) => response.writeHead(401).end())],
  ])('%s: exit 1', async (_, start) => {
    const { exitCode, out, err } = await resolve(makeRoot(), await start(), '--distro', 'azlinux3', '--retry-for', '0');
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^kubelet 1\.34\.10 for x86-64: not found\n/);
    expect(err).toMatch(
      /^warning: kubelet 1\.34\.10: remote: .*\nerror: kubelet 1\.34\.10 is not found: it is not known /,
    );
  });

  test('a broken cached image: a warning, and the next one', async () => {
    const [broken, good] = ['v1.34.10-2-azlinux3-x86-64', TAG] as [string, string];
    const [file = ''] = Object.keys(cached([broken]));
    const root = makeRoot({ ...cached([good]), [file]: '' });
    const { exitCode, out, err } = await resolve(root, DOWN);
    expect(exitCode).toBe(0);
    expect(out).toMatch(new RegExp(`^kubelet .*: local \\S+-${good}\\.raw\\n`));
    expect(err).toMatch(
      /^warning: kubelet 1\.34\.10: local: \S+-2-\S+\.raw: is not a squashfs image: it is empty\. .*\n$/,
    );
  });

  test('a registry that says no: the tarball, with a warning', async () => {
    const { exitCode, out, err } = await resolve(
      makeRoot(),
      (await empty()).url,
      '--tarball',
      'https://t.example/{version}',
    );
    expect(exitCode).toBe(0);
    expect(out).toContain('tarball https://t.example/1.34.10\n');
    expect(err).toMatch(/^warning: kubelet 1\.34\.10: remote: 127\.0\.0\.1:\d+.*\n$/);
  });

  test.each([
    [['resolve', 'nginx', '1.34.10'], 'is not a known component: name one of kubelet, kubectl'],
    [['resolve', 'kubelet', 'latest'], 'is not a version'],
    [['resolve', 'kubelet', '1.34.10', '--arch', 'amd64'], 'did you mean "x86-64"?'],
    [['resolve', 'kubelet', '1.34.10', '--registry', 'http://r.example'], 'accepted on loopback only'],
    [['merge', 'kubelet'], 'is not NAME=VERSION'],
    [['merge', 'kubelet=1.34.10', '--root', '/nowhere'], '--root /nowhere is not a directory'],
    [['merge', 'kubelet=1.34.10', 'kubelet=1.34.9'], 'kubelet is given twice'],
    [['resolve', 'kubelet', '1.34.10', '--root', '/nowhere'], '--root /nowhere is not a directory'],
    [['pull'], "required option '--root <dir>' not specified"],
    [['pull', '/nowhere', '--root', '/tmp', '--arch', 'x86-64'], 'no such file or directory'],
    [['usr-local', '--target', '/etc/local'], 'cannot hold /usr/local'],
  ])('%j: exit 1 and one line', async (args, says) => {
    const { exitCode, out, err } = await run(args);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^error: .*\n$/);
    expect(err).toContain(says);
  });
});

test('usr-local writes into a root, or prints Butane', async () => {
  const root = makeRoot();
  expect((await run(['usr-local', '--root', root])).exitCode).toBe(0);
  expect(existsSync(path.join(root, 'var/lib/extensions/usr-local/usr/lib/extension-release.d'))).toBe(true);
  const { exitCode, out } = await run(['usr-local', '--butane']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^variant: flatcar\n/);
});

describe.skipIf(missing('docker-registry', 'mksquashfs', 'unsquashfs'))('with a real registry', () => {
  async function registry(content = makeImage()): Promise<string> {
    const distribution = await startDistribution();
    onTestFinished(() => distribution.close());
    await pushArtifact(distribution.url, KUBELET, TAG, { title: `kubelet-${TAG}.raw`, content });
    return distribution.url;
  }

  test('pull: what can be had is there, and the rest is exit 1', async () => {
    const image = makeImage({ content: TAG });
    const url = await registry(image);
    const slots = [{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }];
    const root = makeRoot();
    const pull = (dir: string, ...rest: string[]) => run(['pull', dir, '--root', root, '--arch', 'x86-64', ...rest]);
    const dir = makeRoot({ 'components.json': manifest(slots).replaceAll(REGISTRY, url) });
    const first = await pull(dir);
    expect({ ...first, out: first.out.split('\n')[0] }).toEqual({
      exitCode: 0,
      out: `${root}: 1 image; 1 pulled`,
      err: '',
    });
    expect((await pull(dir)).out).toContain(`${root}: 1 image; 1 present\n`);
    expect(readFileSync(path.join(root, `opt/kubelet/downloads/kubelet-${TAG}.raw`))).toEqual(image);

    const more = [...slots, { repository: KUBELET, latest: 'v1.34.11-1-azlinux3' }];
    const other = makeRoot({ 'components.json': manifest(more) });
    const { exitCode, out, err } = await pull(other, '--registry', url, '--format', 'json');
    expect(exitCode).toBe(1);
    expect(PullResult.parse(JSON.parse(out)).images.map(({ outcome }) => outcome)).toEqual(['present', 'failed']);
    expect(err).toMatch(/^error: kubelet v1\.34\.11-1-azlinux3: .*:v1\.34\.11-1-azlinux3-x86-64 is not published\n$/);
  });

  test('pull: --arch is repeated, and does not take the directory that follows', async () => {
    const dir = makeRoot({ 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }]) });
    const arches = ['--arch', 'x86-64', '--arch', 'arm64'];
    const { err } = await run(['pull', '--root', makeRoot(), '--registry', DOWN, '--retry-for', '0', ...arches, dir]);
    expect(err.match(/-sysext: .*ECONNREFUSED/g)).toHaveLength(2);
  });

  test('pull: each failure is told once, and where nothing can be pulled, it is not exit 0', async () => {
    const pull = (slots: Parameters<typeof manifest>[0]) =>
      run([
        'pull',
        makeRoot({ 'components.json': manifest(slots) }),
        '--root',
        makeRoot(),
        '--arch',
        'x86-64',
        '--registry',
        DOWN,
        '--retry-for',
        '0',
      ]);
    const failed = await pull([{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }]);
    expect(failed.exitCode).toBe(1);
    expect(failed.err).toMatch(/^error: kubelet v1\.34\.10-1-azlinux3: .*ECONNREFUSED.*\n$/);
    expect(failed.out).not.toContain('ECONNREFUSED');
    const { exitCode, out, err } = await pull([{ repository: 'gpu/driver-sysext', latest: '3.0.20260304' }]);
    expect(exitCode).toBe(2);
    expect(out).toContain('is not a version of a Kubernetes sysext');
    expect(err).toMatch(/^error: .*: no image is pulled: all slots are skipped\n$/);
  });

  test('merge for an image: the links, and no refresh', async () => {
    const root = makeRoot({ 'etc/os-release': 'ID=flatcar\n' });
    const source = ['--arch', 'x86-64', '--registry', await registry(), '--distro', 'azlinux3'];
    const args = ['merge', 'kubelet=1.34.10', '--root', root, ...source];
    const { exitCode, out, err } = await run([...args, '--no-refresh']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/in place, to be merged at the next boot\n[\s\S]*kubelet +1\.34\.10 +changed +remote 127/);
    const again = await run([...args, '--no-refresh', '--format', 'json']);
    const { components, refreshed } = MergeResult.parse(JSON.parse(again.out));
    expect({ refreshed, changed: components[0]?.changed }).toEqual({ refreshed: false, changed: false });
  });
});
