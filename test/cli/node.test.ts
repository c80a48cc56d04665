import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { MergeAnswer, PullAnswer, Resolution } from '../../src/node/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { makeImage } from '../node/images.ts';
import { cached, makeRoot } from '../node/root.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { run } from './command.ts';

const TAG = 'v1.34.10-1-azlinux3-x86-64';
const DOWN = 'http://127.0.0.1:9';

async function lists(tags: readonly string[]): Promise<string> {
  const registry = await startRegistry({ [KUBELET]: tags });
  onTestFinished(() => registry.close());
  return registry.url;
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
    expect(Resolution.parse(JSON.parse(out))).toMatchObject({ schemaVersion: 1, source: 'local', tag: TAG, file });
  });

  test('several distros: refused, and both are named', async () => {
    const { exitCode, out, err } = await resolve(makeRoot(), await lists([TAG, 'v1.34.10-2-noble-x86-64']));
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toMatch(/^error: .* several distros: azlinux3, noble; name one with --distro\n$/);
  });

  test('a registry that says no: the tarball, with a warning', async () => {
    const registry = await startRegistry({});
    onTestFinished(() => registry.close());
    const { exitCode, out, err } = await resolve(makeRoot(), registry.url, '--tarball', 'https://t.example/{version}');
    expect(exitCode).toBe(0);
    expect(out).toContain('tarball https://t.example/1.34.10\n');
    expect(err).toMatch(/^warning: kubelet 1\.34\.10: remote: 127\.0\.0\.1:\d+.*\n$/);
  });

  test.each([
    [['resolve', 'nginx', '1.34.10'], 'is no known component; known are kubelet, kubectl'],
    [['resolve', 'kubelet', 'latest'], 'is no version'],
    [['resolve', 'kubelet', '1.34.10', '--arch', 'amd64'], 'systemd calls it x86-64'],
    [['resolve', 'kubelet', '1.34.10', '--registry', 'http://r.example'], 'accepted on loopback only'],
    [['merge', 'kubelet'], 'is not NAME=VERSION'],
    [['merge', 'kubelet=1.34.10', '--root', '/nowhere'], '--root /nowhere is not a directory'],
    [['merge', 'kubelet=1.34.10', 'kubelet=1.34.9'], 'kubelet is named twice'],
    [['resolve', 'kubelet', '1.34.10', '--root', '/nowhere'], '--root /nowhere is not a directory'],
    [['pull'], "required option '--root <dir>' not specified"],
    [['pull', '/nowhere', '--root', '/tmp', '--arch', 'x86-64'], 'no such file or directory'],
    [['usr-local', '--target', '/etc/local'], 'is no place for /usr/local'],
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
    expect(PullAnswer.parse(JSON.parse(out)).images.map(({ outcome }) => outcome)).toEqual(['present', 'failed']);
    expect(err).toMatch(/^error: kubelet v1\.34\.11-1-azlinux3: .*:v1\.34\.11-1-azlinux3-x86-64 is not published\n$/);
  });

  test('merge for an image: the links, and no refresh', async () => {
    const root = makeRoot({ 'etc/os-release': 'ID=flatcar\n' });
    const args = ['merge', 'kubelet=1.34.10', '--root', root, '--arch', 'x86-64', '--registry', await registry()];
    const { exitCode, out, err } = await run([...args, '--no-refresh']);
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toMatch(/in place, and not merged yet\n[\s\S]*kubelet +1\.34\.10 +changed +remote 127/);
    const again = await run([...args, '--no-refresh', '--format', 'json']);
    const { components, refreshed } = MergeAnswer.parse(JSON.parse(again.out));
    expect({ refreshed, changed: components[0]?.changed }).toEqual({ refreshed: false, changed: false });
  });
});
