import { execFileSync } from 'node:child_process';
import { lstatSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type MergeRequest, merge } from '../../src/host/merge.ts';
import { MergeResult } from '../../src/host/schema.ts';
import { COMPONENTS } from '../../src/sysext/component.ts';
import { serve } from '../cli/command.ts';
import { missing } from '../tools.ts';
import { fakeRegistry } from './fake-registry.ts';
import { type FakeSystemd, fakeSystemd } from './fake-systemd.ts';
import { fakeProgram, type ImageOptions, makeImage } from './images.ts';
import { makeRoot, writeFiles } from './root.ts';

const OLD = 'v1.34.9-1-azlinux3-x86-64';
const NEW = 'v1.34.10-1-azlinux3-x86-64';
const PROVIDER = 'azure-acr-credential-provider';

const repositoryOf = (name: string) => COMPONENTS.find((one) => one.name === name)?.repository ?? `x/${name}-sysext`;
const imageFile = (name: string, tag: string) => `/opt/${name}/downloads/${name}-${tag}.raw`;

/** A node that runs OLD, whose registry has NEW. */
function node(images: Readonly<Record<string, ImageOptions | Buffer>> = {}, options = {}) {
  const root = makeRoot({ 'usr/lib/os-release': 'ID=flatcar\nVERSION_ID=4230.2.1\n' });
  for (const name of ['kubelet', 'kubectl']) {
    writeFiles(root, { [imageFile(name, OLD)]: makeImage({ name, content: OLD }), 'etc/extensions/.keep': '' });
    symlinkSync(imageFile(name, OLD), path.join(root, `etc/extensions/${name}.raw`));
    writeFiles(root, { 'opt/bin/.keep': '' });
    symlinkSync(`/usr/bin/${name}`, path.join(root, `opt/bin/${name}`));
  }
  const artifacts = ['kubelet', 'kubectl', PROVIDER].map((name) => {
    const image = images[name] ?? { content: NEW };
    const content = Buffer.isBuffer(image) ? image : makeImage({ name, ...image });
    return [repositoryOf(name), { [NEW]: { layers: [{ title: `${name}-${NEW}.raw`, content }] } }];
  });
  const registry = fakeRegistry(Object.fromEntries(artifacts));
  return { root, registry, systemd: fakeSystemd(root, options) };
}

function run(
  { root, registry, systemd }: ReturnType<typeof node>,
  wanted: Readonly<Record<string, string>>,
  options: Partial<MergeRequest> = {},
): Promise<MergeResult> {
  const components = Object.entries(wanted).map(([name, version]) => ({
    name,
    version,
    repository: repositoryOf(name),
  }));
  const request = { components, arch: 'x86-64', root, registry: 'registry.example', refresh: true } as const;
  return merge({ ...request, ...options }, { open: () => registry, run: systemd.run });
}

/** Every link and file that a merge may change, with what it is. Hidden ones are temporary. */
function state(root: string): Record<string, string> {
  const entries = ['etc/extensions', 'opt/bin', 'var/lib/kubelet/credential-provider'].flatMap((folder) => {
    const names = readdirSync(path.join(root, folder), { withFileTypes: true, encoding: 'utf8' }).filter(
      (entry) => entry.name !== '.keep',
    );
    return names.map(({ name }): [string, string] => {
      const file = path.join(root, folder, name);
      return [`${folder}/${name}`, lstatSync(file).isSymbolicLink() ? readlinkSync(file) : 'a file'];
    });
  });
  return Object.fromEntries(entries);
}

const prepared = (root: string) => writeFiles(root, { 'var/lib/kubelet/credential-provider/.keep': '' });

const BEFORE = {
  'etc/extensions/kubelet.raw': imageFile('kubelet', OLD),
  'etc/extensions/kubectl.raw': imageFile('kubectl', OLD),
  'opt/bin/kubelet': '/usr/bin/kubelet',
  'opt/bin/kubectl': '/usr/bin/kubectl',
};

const BOTH = { kubelet: '1.34.10', kubectl: '1.34.10' };

describe.skipIf(missing('mksquashfs', 'unsquashfs', 'tar'))('merge', () => {
  test('all components at once: links, one refresh, and the binaries where nodes look for them', async () => {
    const one = node();
    prepared(one.root);
    const answer = MergeResult.parse(await run(one, { ...BOTH, [PROVIDER]: '1.34.10' }, { distro: 'azlinux3' }));
    expect(answer.components).toMatchObject(Array(3).fill({ source: 'remote', tag: NEW, changed: true }));
    expect(state(one.root)).toEqual({
      ...BEFORE,
      'etc/extensions/kubelet.raw': imageFile('kubelet', NEW),
      'etc/extensions/kubectl.raw': imageFile('kubectl', NEW),
      [`etc/extensions/${PROVIDER}.raw`]: imageFile(PROVIDER, NEW),
      'var/lib/kubelet/credential-provider/acr-credential-provider': `/usr/bin/${PROVIDER}`,
    });
    expect(one.systemd.calls).toEqual([`--no-reload --root=${one.root} refresh`]);
  });

  test('a second time nothing is fetched or changed, and it is merged again', async () => {
    const one = node();
    await run(one, BOTH);
    const answer = await run(one, BOTH);
    expect(answer.components.map(({ source, changed }) => [source, changed])).toEqual(Array(2).fill(['local', false]));
    expect(one.systemd.calls).toHaveLength(2);
  });

  test('without --no-reload where systemd-sysext has no such option', async () => {
    const one = node({}, { old: true });
    await run(one, BOTH);
    expect(one.systemd.calls).toEqual([`--root=${one.root} refresh`]);
  });

  test('for an image the boot merges', async () => {
    const one = node();
    expect((await run(one, BOTH, { refresh: false })).refreshed).toBe(false);
    expect(one.systemd.calls).toEqual([]);
    expect(readlinkSync(path.join(one.root, 'etc/extensions/kubelet.raw'))).toBe(imageFile('kubelet', NEW));
  });

  test('a component that is not known by name has no links for its binaries', async () => {
    const one = node();
    prepared(one.root);
    writeFiles(one.root, { [imageFile('other', NEW)]: makeImage({ name: 'other' }) });
    await run(one, { other: '1.34.10' });
    expect(state(one.root)).toEqual({ ...BEFORE, 'etc/extensions/other.raw': imageFile('other', NEW) });
  });

  test.each<[string, Parameters<typeof node>, string]>([
    ['is for another arch', [{ kubectl: { arch: 'arm64' } }], 'is built for arm64, not for x86-64'],
    ['is for another OS', [{ kubectl: { release: 'ID=debian\nVERSION_ID=12\n' } }], 'and the host has ID=flatcar'],
    ['is for another version', [{ kubectl: { release: 'ID=flatcar\nVERSION_ID=1\n' } }], 'VERSION_ID=1, and the host'],
    ['is not a squashfs', [{ kubectl: Buffer.from('<html>') }], 'is not a squashfs image'],
    ['cannot be merged', [{}, { failures: 1 }], 'refresh ends with exit code 1: Failed to merge: it is broken'],
    ['is passed over', [{}, { ignores: ['kubectl'] }], 'refresh has not merged kubectl into'],
  ])('one image of two %s: everything is as it was', async (_, world, says) => {
    const one = node(...world);
    prepared(one.root);
    await expect(run(one, BOTH)).rejects.toThrow(says);
    expect(state(one.root)).toEqual(BEFORE);
    // What was changed before it failed was merged again.
    expect(one.systemd.calls.length).not.toBe(1);
    expect(one.systemd.refreshed.every((names) => names.length === 2)).toBe(true);
  });

  test('the message says in which state the node is', async () => {
    await expect(run(node({}, { failures: 1 }), BOTH)).rejects.toThrow('the links are as they were, and merged again');
    await expect(run(node({}, { failures: 2 }), BOTH)).rejects.toThrow('the rollback failed as well: ');
  });

  test('a failure after the refresh puts back what was there before it', async () => {
    const one = node();
    prepared(one.root);
    execFileSync('rm', [path.join(one.root, 'opt/bin/kubectl')]);
    writeFiles(one.root, { 'opt/bin/kubectl/in-the-way': '' });
    await expect(run(one, BOTH)).rejects.toThrow('the links are as they were, and merged again');
    expect(state(one.root)).toEqual({ ...BEFORE, 'opt/bin/kubectl': 'a file' });
    expect(one.systemd.calls).toHaveLength(2);
  });

  test('without a sysext and a tarball: every step that led there', async () => {
    const one = node();
    prepared(one.root);
    const says =
      /kubelet 1\.34\.11: local: no kubelet .*; remote: none of .*; tarball: no sysext matches, and --tarball/;
    await expect(run(one, { ...BOTH, kubelet: '1.34.11' })).rejects.toThrow(says);
    expect(state(one.root)).toEqual(BEFORE);
  });
});

describe.skipIf(missing('mksquashfs', 'unsquashfs', 'tar'))('the tarball', () => {
  const program = fakeProgram('x86-64', 'of the tarball');

  function tarball(files: Readonly<Record<string, Buffer>>): string {
    const dir = makeRoot(files);
    execFileSync('tar', ['-czf', path.join(dir, 't.tar.gz'), '-C', dir, ...Object.keys(files)]);
    return path.join(dir, 't.tar.gz');
  }

  const KUBELETS = { 'kubernetes/node/bin/kubelet': program, 'kubernetes/node/bin/kubectl': program };

  function install(one: ReturnType<typeof node>, file: string, systemd: FakeSystemd = one.systemd) {
    prepared(one.root);
    return run({ ...one, systemd }, { ...BOTH, kubelet: '1.34.11' }, { tarball: file });
  }

  test('its binary takes the place of the link, and the image is merged no more', async () => {
    const one = node();
    const answer = await install(one, tarball(KUBELETS));
    expect(answer.components.map(({ source }) => source)).toEqual(['tarball', 'remote']);
    const { 'etc/extensions/kubelet.raw': _, ...rest } = BEFORE;
    expect(state(one.root)).toEqual({
      ...rest,
      'etc/extensions/kubectl.raw': imageFile('kubectl', NEW),
      'opt/bin/kubelet': 'a file',
    });
    expect(readFileSync(path.join(one.root, 'opt/bin/kubelet'))).toEqual(program);
    expect(statSync(path.join(one.root, 'opt/bin/kubelet')).mode & 0o777).toBe(0o755);
    expect(one.systemd.refreshed).toEqual([['kubectl']]);
  });

  test('and the link takes its place again', async () => {
    const one = node();
    await install(one, tarball(KUBELETS));
    await run(one, BOTH);
    expect(state(one.root)).toMatchObject({ 'opt/bin/kubelet': '/usr/bin/kubelet' });
  });

  test('from a URL, which is fetched once for all components, and again when it breaks off', async () => {
    const one = node();
    const file = tarball(KUBELETS);
    let requests = 0;
    const url = await serve((request, response) => {
      requests += 1;
      response.writeHead(request.url === '/v1.34.11/amd64.tar.gz' ? 200 : 404);
      if (requests > 1) response.end(readFileSync(file));
      else response.write(readFileSync(file).subarray(0, 50), () => response.destroy());
    });
    const both = { kubelet: '1.34.11', kubectl: '1.34.11' };
    await run(one, both, { tarball: `${url}/v{version}/{arch}.tar.gz` });
    expect(requests).toBe(2);
    for (const name of ['kubelet', 'kubectl']) {
      expect(readFileSync(path.join(one.root, 'opt/bin', name))).toEqual(program);
    }
    expect(readdirSync(path.join(one.root, 'opt/bin')).sort()).toEqual(['.keep', 'kubectl', 'kubelet']);
  });

  test('from a URL that says no: one line, and everything is as it was', async () => {
    const one = node();
    const url = await serve((_, response) => response.writeHead(404).end());
    await expect(install(one, `${url}/t`)).rejects.toThrow(`${url}/t: ${new URL(url).host} responds with 404`);
    expect(state(one.root)).toEqual(BEFORE);
  });

  test('is put back, with the image, when the refresh fails', async () => {
    const one = node();
    await install(one, tarball(KUBELETS));
    const before = state(one.root);
    const other = tarball({ ...KUBELETS, 'kubernetes/node/bin/kubelet': fakeProgram('x86-64', 'another') });
    const broken = fakeSystemd(one.root, { failures: 1 });
    await expect(install(one, other, broken)).rejects.toThrow('as they were');
    expect(state(one.root)).toEqual(before);
    expect(readFileSync(path.join(one.root, 'opt/bin/kubelet'))).toEqual(program);
  });

  test.each([
    ['for another arch', () => tarball({ kubelet: fakeProgram('arm64') }), 'built for arm64, not for x86-64'],
    ['without the program', () => tarball({ other: program }), 'has 0 files named kubelet; it should have one'],
    ['with two', () => tarball({ 'a/kubelet': program, 'b/kubelet': program }), 'has 2 files named kubelet'],
    ['that is none', () => path.join(makeRoot({ t: '<html>' }), 't'), 'cannot be read as a tarball'],
    ['that is not there', () => '/nowhere.tar.gz', 'cannot be read as a tarball'],
    [
      'that cannot be reached',
      () => 'http://127.0.0.1:9/t',
      'http://127.0.0.1:9/t: the connection to 127.0.0.1:9 fails (ECONNREFUSED)',
    ],
    ['over plain http', () => 'http://tarballs.example/t', 'accepted on loopback only'],
  ])('%s: everything is as it was', async (_, make, says) => {
    const one = node();
    await expect(install(one, make())).rejects.toThrow(says);
    expect(state(one.root)).toEqual(BEFORE);
  });
});
