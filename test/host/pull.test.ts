import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchImage, type Image } from '../../src/host/fetch.ts';
import { type PullOptions, pull } from '../../src/host/pull.ts';
import { PullResult } from '../../src/host/schema.ts';
import { RegistryError } from '../../src/registry/error.ts';
import { KUBECTL, KUBELET, manifest, REGISTRY, type Slot } from '../renovate/scenario.ts';
import { type FakeArtifact, fakeRegistry } from './fake-registry.ts';
import { makeRoot } from './root.ts';

const TAG = 'v1.34.10-1-azlinux3-x86-64';
const FILE = `kubelet-${TAG}.raw`;
const FOLDER = 'opt/kubelet/downloads';
const IMAGE: Image = { name: 'kubelet', tag: TAG, arch: 'x86-64' };

const artifact = (title: string | undefined, content = TAG): FakeArtifact => {
  return { layers: [{ ...(title !== undefined && { title }), content: Buffer.from(content) }] };
};

const both = (...artifacts: readonly FakeArtifact[]): FakeArtifact => {
  return { layers: artifacts.flatMap(({ layers }) => layers) };
};

/** As ORAS pushes a directory. */
const unpacked = (title: string): FakeArtifact => {
  return {
    layers: [{ title, content: Buffer.from('tar.gz'), annotations: { 'io.deis.oras.content.unpack': 'true' } }],
  };
};

/** The artifact of a tag as it should be. */
const good = (name: string, tag: string): [string, FakeArtifact] => [tag, artifact(`${name}-${tag}.raw`, tag)];

function sourceOf(one: FakeArtifact) {
  return { client: fakeRegistry({ [KUBELET]: { [TAG]: one } }), repository: KUBELET };
}

function files(root: string, folder = FOLDER): string[] {
  return existsSync(path.join(root, folder)) ? readdirSync(path.join(root, folder)).sort() : [];
}

describe('one image', () => {
  test('is fetched under its title; a second time it is there', async () => {
    const root = makeRoot();
    const source = sourceOf(artifact(FILE));
    const progress: number[][] = [];
    const fetched = await fetchImage(root, IMAGE, source, (...numbers) => progress.push(numbers));
    expect(fetched).toEqual({ file: path.join(root, FOLDER, FILE), wasThere: false });
    expect(progress).toEqual([[TAG.length, TAG.length]]);
    expect(await fetchImage(root, IMAGE, source)).toEqual({ ...fetched, wasThere: true });
    expect(files(root)).toEqual([FILE]);
    expect(readFileSync(fetched.file, 'utf8')).toBe(TAG);
  });

  test.each(['', 'other', TAG.toUpperCase()])('a file with the content %j is replaced', async (content) => {
    const root = makeRoot({ [`${FOLDER}/${FILE}`]: content });
    const { file, wasThere } = await fetchImage(root, IMAGE, sourceOf(artifact(FILE)));
    expect(wasThere).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe(TAG);
  });

  test('a link in its place is replaced, not followed', async () => {
    const root = makeRoot({ elsewhere: TAG });
    mkdirSync(path.join(root, FOLDER), { recursive: true });
    symlinkSync(path.join(root, 'elsewhere'), path.join(root, FOLDER, FILE));
    expect((await fetchImage(root, IMAGE, sourceOf(artifact(FILE)))).wasThere).toBe(false);
  });

  test('a directory in its place: one line that names both', async () => {
    const root = makeRoot({ [`${FOLDER}/${FILE}/a`]: '' });
    const fetched = fetchImage(root, IMAGE, sourceOf(artifact(FILE)));
    await expect(fetched).rejects.toThrow(
      `registry.example/${KUBELET}:${TAG}: ${root}/${FOLDER}/${FILE} cannot be written`,
    );
  });

  test('a link of the root leads to a place in the root', async () => {
    const root = makeRoot({ 'data/keep': '' });
    symlinkSync('/data', path.join(root, 'opt'));
    const { file } = await fetchImage(root, IMAGE, sourceOf(artifact(FILE)));
    expect(file).toBe(path.join(root, 'data/kubelet/downloads', FILE));
  });

  test.each([
    ['another title', artifact('kubelet.raw'), `has a file "kubelet.raw"; hosts expect ${FILE}`],
    ['the title of another tag', artifact(FILE.replace('-1-', '-2-')), `hosts expect ${FILE}`],
    ['a title that leads up', artifact(`../${FILE}`), `has a file "../${FILE}" outside of the directory`],
    ['an absolute title', artifact('/etc/passwd'), 'has a file "/etc/passwd" outside of the directory'],
    ['..', artifact('..'), 'outside of the directory'],
    ['a backslash', artifact('..\\x'), 'outside of the directory'],
    ['no title', artifact(undefined), 'does not have a layer with a title'],
    ['no layer', { layers: [] }, 'does not have a layer with a title'],
    ['another file', artifact('x'), `has a file "x"; hosts expect ${FILE}`],
    ['other files', both(artifact('x'), artifact('y')), 'has the files "x", "y"; hosts expect'],
    ['a directory of the name', artifact(`${FILE}/x`), `has a file "${FILE}/x"`],
    ['a title that leads up in the middle', artifact(`a/../../${FILE}`), 'outside of the directory'],
    ['a drive', artifact(`C:${FILE}`), 'outside of the directory'],
    [
      'a title that leads up, beside the file',
      both(artifact(FILE), artifact('../x')),
      '"../x" outside of the directory',
    ],
    ['two files of the name', both(artifact(FILE), artifact(FILE, 'other')), 'has two layers with the title'],
    ['one more in a directory', both(artifact(FILE), artifact(`amd64/${FILE}`, 'other')), 'has two layers with'],
    ['a packed directory', unpacked(FILE), `has a packed directory "${FILE}" (io.deis.oras.content.unpack)`],
    ['a long title', artifact('x'.repeat(100_000)), `has a file "${'x'.repeat(200)}"; hosts expect`],
  ])('%s: an error, and nothing written', async (_, one, says) => {
    const root = makeRoot();
    const fetched = fetchImage(root, IMAGE, sourceOf(one));
    await expect(fetched).rejects.toThrow(`registry.example/${KUBELET}:${TAG}: `);
    await expect(fetched).rejects.toThrow(says);
    expect(files(root)).toEqual([]);
  });

  test.each([
    ['layers without a title', both(artifact(undefined, 'config'), artifact(FILE))],
    ['other files', both(artifact('SHA256SUMS', 'sums'), artifact(FILE), artifact('a/SBOM.json', 'b'))],
    ['a packed directory', both(unpacked('docs'), artifact(FILE))],
    ['the same file twice', both(artifact(FILE), artifact(FILE))],
    ['.//', artifact(`./${FILE}`)],
    ['a directory of the architecture', artifact(`amd64/${FILE}`)],
    ['directories', artifact(`a/b/../c/./${FILE}`)],
    ['the same file twice, once in a directory', both(artifact(`amd64/${FILE}`), artifact(FILE))],
  ])('%s: the file is fetched under its name', async (_, one) => {
    const root = makeRoot();
    const { file, wasThere } = await fetchImage(root, IMAGE, sourceOf(one));
    expect(wasThere).toBe(false);
    expect(file).toBe(path.join(root, FOLDER, FILE));
    expect(readFileSync(file, 'utf8')).toBe(TAG);
    expect(files(root)).toEqual([FILE]);
  });

  test('the largest part of another process is copied, whoever that is, and left as it is', async () => {
    const source = sourceOf(artifact(FILE));
    const given: string[] = [];
    const client = {
      ...source.client,
      download: async (_repository: string, _blob: unknown, file: string) => {
        given.push(readFileSync(file, 'utf8'));
        throw new RegistryError('unavailable', 'breaks off');
      },
    };
    const { digest } = (await source.client.findArtifact(KUBELET, TAG, 'amd64'))?.layers[0] ?? { digest: '' };
    const part = (owner: string) => `.${FILE}.${digest.replace(':', '-').slice(0, 19)}.${owner}.part`;
    const parts = { [part('1')]: 'start', [part(`${process.pid}`)]: 'the start', [part('0f')]: 'x'.repeat(100) };
    const root = makeRoot(Object.fromEntries(Object.entries(parts).map(([name, text]) => [`${FOLDER}/${name}`, text])));
    await expect(fetchImage(root, IMAGE, { ...source, client })).rejects.toThrow('breaks off');
    // One that is longer than the blob is of no use.
    expect(given).toEqual(['the start']);
    const left = files(root).map((name) => [name, readFileSync(path.join(root, FOLDER, name), 'utf8')]);
    expect(Object.fromEntries(left)).toEqual(parts);
  });
});

describe('all images of a repository', () => {
  const KUBELETS = [
    'v1.34.10-1-azlinux3-x86-64',
    'v1.34.10-1-azlinux3-arm64',
    'v1.34.9-2-azlinux3-x86-64',
    'v1.34.9-2-azlinux3-arm64',
    'v1.34.10-10-azlinux3-x86-64',
    'v1.34.10-9-azlinux3-x86-64',
    'v1.34.10-11-noble-x86-64',
    'v1.34.100-1-azlinux3-x86-64',
  ];
  const REPOSITORIES = {
    [KUBELET]: Object.fromEntries(KUBELETS.map((tag) => good('kubelet', tag))),
    [KUBECTL]: Object.fromEntries([good('kubectl', TAG)]),
    [`mirror/${KUBECTL}`]: Object.fromEntries([good('kubectl', TAG)]),
  };

  async function run(slots: readonly Slot[], options: Partial<PullOptions> = {}, text = manifest(slots)) {
    const root = makeRoot();
    const dir = makeRoot({ 'parts/components.json': text, 'node_modules/x/components.json': text });
    const opened: string[] = [];
    const open = (url: string) => {
      opened.push(url);
      return fakeRegistry(REPOSITORIES);
    };
    const answer = await pull({ dir, root, arches: ['x86-64'], ...options }, { open });
    const images = PullResult.parse(answer).images;
    return { root, opened, images, outcomes: images.map(({ outcome, name, tag }) => `${outcome} ${name} ${tag}`) };
  }

  test('latest and previous, for every arch; each once', async () => {
    const slot = { repository: KUBELET, latest: 'v1.34.10-1-azlinux3', previous: 'v1.34.9-2-azlinux3' };
    const { root, opened, outcomes } = await run([slot, slot], { arches: ['x86-64', 'arm64'] });
    expect(outcomes).toEqual([
      'pulled kubelet v1.34.10-1-azlinux3-x86-64',
      'pulled kubelet v1.34.10-1-azlinux3-arm64',
      'pulled kubelet v1.34.9-2-azlinux3-x86-64',
      'pulled kubelet v1.34.9-2-azlinux3-arm64',
    ]);
    expect(files(root)).toHaveLength(4);
    expect(opened).toEqual([REGISTRY]);
  });

  test('what fails leaves the others', async () => {
    const { root, images, outcomes } = await run([
      { repository: KUBELET, latest: 'v1.34.11-1-azlinux3', previous: 'v1.34.10-1-azlinux3' },
      { repository: 'a/b-sysext', latest: 'v1.34.10-1' },
      { repository: 'gpu/driver-sysext', latest: '3.0.20260304' },
      { repository: 'a/..-sysext', latest: 'v1.34.10-1-azlinux3' },
    ]);
    expect(outcomes).toEqual([
      'failed kubelet v1.34.11-1-azlinux3',
      'pulled kubelet v1.34.10-1-azlinux3-x86-64',
      'failed b v1.34.10-1',
      'skipped driver 3.0.20260304',
      'failed .. v1.34.10-1-azlinux3',
    ]);
    expect(images[0]?.reason).toBe(`registry.example/${KUBELET}:v1.34.11-1-azlinux3-x86-64 is not published`);
    expect(images[2]?.reason).toContain('the distro is missing');
    expect(files(root)).toEqual([FILE]);
  });

  test('without revision and distro: the newest revision of the distro that is named', async () => {
    const slots = [{ repository: KUBELET, latest: 'v1.34.10' }];
    expect((await run(slots, { distro: 'azlinux3' })).outcomes).toEqual(['pulled kubelet v1.34.10-10-azlinux3-x86-64']);
    const { outcomes, images } = await run(slots);
    expect(outcomes).toEqual(['failed kubelet v1.34.10']);
    expect(images[0]?.reason).toBe('v1.34.10 has no revision and distro; name the distro with --distro');
    const none = await run(slots, { distro: 'trixie' });
    expect(none.images[0]?.reason).toContain('builds of that release: v1.34.10-11-noble-x86-64');
  });

  test('from a mirror, with a prefix', async () => {
    const slots = [{ repository: KUBECTL, latest: 'v1.34.10-1-azlinux3' }];
    const { opened, outcomes } = await run(slots, { registry: 'cache.example:5000/mirror/' });
    expect(outcomes).toEqual([`pulled kubectl ${TAG}`]);
    expect(opened).toEqual(['https://cache.example:5000']);
  });

  test('plain http that leaves the machine is refused', async () => {
    const { images } = await run([{ repository: KUBECTL, latest: 'v1.34.10-1-azlinux3' }], {
      registry: 'http://a.example',
    });
    expect(images[0]?.reason).toContain('accepted on loopback only');
  });

  test('a manifest that cannot be read is a failure', async () => {
    const { images } = await run([], {}, '{ "-sysext"');
    expect(images).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('components.json: is not JSON') },
    ]);
  });

  test('a repository without sysexts', async () => {
    await expect(run([], {}, '{}')).rejects.toThrow('does not have a components.json with a sysext in it');
  });

  test('in a git repository: what git ignores is no manifest', async () => {
    const slot = manifest([{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }]);
    const dir = makeRoot({ 'a/components.json': slot, 'out/components.json': '{ "-sysext"', '.gitignore': 'out\n' });
    execFileSync('git', ['init', '-q', dir]);
    const request = { dir, root: makeRoot(), arches: ['x86-64'] } as const;
    const answer = await pull(request, { open: () => fakeRegistry(REPOSITORIES) });
    expect(answer.images.map(({ outcome }) => outcome)).toEqual(['pulled']);
  });
});
