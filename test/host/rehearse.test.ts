import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { diagnostic } from '../../src/analysis/diagnostic.ts';
import type { Context } from '../../src/host/context.ts';
import { Rehearsal } from '../../src/host/rehearsal.ts';
import { type RehearsalRequest, rehearse } from '../../src/host/rehearse.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { ProgramError, runProgram } from '../../src/system/run-program.ts';
import { pushArtifact, startDistribution } from '../registry/distribution.ts';
import { KUBELET, manifest, REGISTRY, type Slot } from '../renovate/scenario.ts';
import { missing } from '../tools.ts';
import { fakeRegistry } from './fake-registry.ts';
import { makeImage } from './images.ts';
import { makeNodeRoot } from './node-root.ts';
import { makePlan } from './plan.ts';
import { ELSEWHERE, HERE, makeProgram } from './program.ts';
import { CASES, type Case, VALUE } from './rehearse.cases.ts';
import { makeRoot, writeFiles } from './root.ts';

const HELD = 'v1.34.9-1-azlinux3';

const scratchFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('aks-sysext-renovate-rehearse-'));

async function run(
  slots: readonly Slot[],
  request: Partial<RehearsalRequest> & Pick<RehearsalRequest, 'plan'>,
  context: Partial<Context> = {},
  registry = REGISTRY,
): Promise<Rehearsal> {
  const dir = request.dir ?? makeRoot({ 'components.json': manifest(slots).replaceAll(REGISTRY, registry) });
  const base = { dir, arches: [HERE], isolated: false };
  return Rehearsal.parse(await rehearse({ ...base, ...request }, { open: openRegistry, run: runProgram, ...context }));
}

const images = ({ images: all }: Rehearsal) =>
  all.map(({ version, arch, proposed, verdict }) => [version, arch, proposed ? 'proposed' : 'held', verdict]);

describe.skipIf(
  missing('root', 'unshare', 'setpriv', 'mksquashfs', 'unsquashfs', 'systemd-sysext', 'docker-registry', 'gcc'),
)('with a real registry and the real systemd-sysext', () => {
  let url: string;
  let rehearsal: Rehearsal;

  const repositoryOf = (index: number) => `case/${index}/${CASES[index]?.component ?? 'kubelet'}-sysext`;

  async function publish(one: Case, index: number) {
    const { component = 'kubelet', title, image = () => ({}), also = [], isMissing = false } = one;
    const made = image();
    const content = Buffer.isBuffer(made) ? made : makeImage({ arch: HERE, ...made });
    for (const tag of [...(isMissing ? [] : [`${VALUE}-${HERE}`]), ...also]) {
      const push = { title: title ?? `${component}-${tag}.raw`, content };
      await pushArtifact(url, repositoryOf(index), tag, push);
    }
  }

  beforeAll(async () => {
    const distribution = await startDistribution();
    url = distribution.url;
    await Promise.all(CASES.map(publish));
    const slots = CASES.map((_, index) => ({ repository: repositoryOf(index), latest: HELD }));
    const plan = makePlan(slots.map((slot) => ({ ...slot, to: VALUE })));
    const dir = mkdtempSync(path.join(tmpdir(), 'rehearse-test-'));
    writeFiles(dir, { 'components.json': manifest(slots).replaceAll(REGISTRY, url) });
    rehearsal = await run(slots, { plan, dir });
    return async () => {
      rmSync(dir, { recursive: true });
      await distribution.close();
    };
  });

  test.each(CASES.map((one, index) => ({ ...one, index })))(
    '$name',
    ({ index, component = 'kubelet', verdict, steps, notes = [] }) => {
      const own = rehearsal.images.filter(({ reference }) => reference.includes(`/${repositoryOf(index)}:`));
      const [image = expect.fail()] = own.filter(({ proposed }) => proposed);
      expect(image).toMatchObject({ name: component, version: VALUE, arch: HERE, files: ['components.json'], verdict });
      for (const [step, outcome, reason] of steps) {
        const found = image.steps.find((one) => one.step === step);
        expect(found).toMatchObject({ step, outcome, reason: expect.stringContaining(reason) });
      }
      expect(image.notes).toEqual(notes.map((note) => expect.stringContaining(note)));
      // What the manifest holds is told of as well.
      expect(own.map(({ proposed, version }) => (proposed ? VALUE : version))).toEqual([VALUE, HELD]);
    },
  );

  test('this machine is as it was, and nothing is left', () => {
    expect(existsSync('/usr/bin/kubelet')).toBe(false);
    expect(existsSync('/etc/extensions/kubelet.raw')).toBe(false);
    expect(scratchFolders()).toEqual([]);
  });

  test('an image for another arch is merged, and not run', async () => {
    const tag = `${VALUE}-${ELSEWHERE}`;
    const content = makeImage({ arch: ELSEWHERE });
    await pushArtifact(url, 'other/kubelet-sysext', tag, { title: `kubelet-${tag}.raw`, content });
    const slots = [{ repository: 'other/kubelet-sysext', latest: VALUE }];
    const { images: found } = await run(slots, { plan: makePlan(), arches: [ELSEWHERE] }, {}, url);
    expect(found[0]).toMatchObject({ verdict: 'installs', proposed: false });
    expect(found[0]?.steps.slice(-2)).toEqual([
      { step: 'merged', outcome: 'ok', reason: 'by systemd-sysext, into a copy of this machine' },
      { step: 'runs', outcome: 'not-done', reason: `this machine is ${HERE}` },
    ]);
  });

  describe("with the root of a node's OS", () => {
    const root = (id: string) => makeNodeRoot({ 'usr/lib/os-release': `ID=${id}\nVERSION_ID=3.0\n` });

    beforeAll(async () => {
      const tag = `${VALUE}-${HERE}`;
      const release = 'ID=azurelinux\nVERSION_ID=3.0\n';
      const content = makeImage({ release, files: { 'usr/bin/kubelet': makeProgram('Kubernetes v1.34.10') } });
      await pushArtifact(url, 'root/kubelet-sysext', tag, { title: `kubelet-${tag}.raw`, content });
    });

    const rehearseIn = async (folder: string) => {
      const slots = [{ repository: 'root/kubelet-sysext', latest: VALUE }];
      const [image] = (await run(slots, { plan: makePlan(), root: folder }, {}, url)).images;
      return image?.steps.slice(-3).map(({ outcome, reason }) => `${outcome}: ${reason}`);
    };

    test.each(['a', 'z'])('one with an extension %s of the OS that has the same program', async (name) => {
      const folder = root('azurelinux');
      const files = { 'usr/bin/kubelet': '#!/bin/sh\necho Kubernetes v1.34.10\n' };
      writeFiles(folder, { [`usr/lib/extensions/${name}.raw`]: makeImage({ name, files }) });
      const [, merged, runs] = (await rehearseIn(folder)) ?? [];
      // Which of the two is above depends on their names.
      const isAbove = name > 'kubelet';
      expect(merged).toMatch(
        isAbove ? /^failed: another extension is merged instead of this image: .*usr\/bin\/kubelet/ : /^ok: /,
      );
      expect(runs).toBe(
        isAbove ? 'not-done: it was not merged' : 'ok: /usr/bin/kubelet --version: Kubernetes v1.34.10',
      );
    });

    test('one with an extension of the OS that has files in /opt: it does not count against the image', async () => {
      const folder = root('azurelinux');
      const cni = makeImage({ name: 'cni', files: { 'opt/cni/bin/bridge': '#!/bin/sh' } });
      writeFiles(folder, { 'usr/lib/extensions/cni.raw': cni });
      const slots = [{ repository: 'root/kubelet-sysext', latest: VALUE }];
      const [image] = (await run(slots, { plan: makePlan(), root: folder }, {}, url)).images;
      expect(image?.verdict).toBe('installs');
      expect(image?.notes).toEqual([
        expect.stringMatching(
          /^\/opt\/bin\/kubelet cannot be linked to .*Read-only file system\. The cause is another extension of/,
        ),
      ]);
    });

    test('one with a directory of the same name', async () => {
      const folder = root('azurelinux');
      writeFiles(folder, { 'etc/extensions/kubelet/usr/bin/kubelet': '' });
      const [image, merged] = (await rehearseIn(folder)) ?? [];
      expect(image).toMatch(/^ok: /);
      expect(merged).toBe(
        `failed: ${folder}/etc/extensions/kubelet is an extension of the same name, and systemd-sysext may merge that one. Remove it`,
      );
    });

    test('it is merged by the systemd-sysext in there', async () => {
      const folder = root('azurelinux');
      expect(await rehearseIn(folder)).toEqual([
        `ok: systemd-sysext merges it, and its programs are for ${HERE}`,
        `ok: by systemd-sysext, into a copy of ${folder}`,
        'ok: /usr/bin/kubelet --version: Kubernetes v1.34.10',
      ]);
      expect(readdirSync(`${folder}/usr/bin`)).not.toContain('kubelet');
    });

    test('one that it is not for', async () => {
      const [image, merged] = (await rehearseIn(root('flatcar'))) ?? [];
      expect(image).toMatch(/^failed: .*has ID=azurelinux, and the host has ID=flatcar$/);
      expect(merged).toBe('not-done: image is not ok');
    });

    test('one without systemd-sysext', async () => {
      const folder = makeRoot({ 'etc/os-release': 'ID=azurelinux\nVERSION_ID=3.0\n', 'usr/bin/true': '' });
      const [image, merged, runs] = (await rehearseIn(folder)) ?? [];
      expect(image).toMatch(/^ok: /);
      expect(merged).toContain(`not-done: systemd-sysext cannot be used in a copy of ${folder}: `);
      expect(runs).toBe('not-done: it was not merged');
    });
  });
});

describe.skipIf(missing('mksquashfs', 'unsquashfs'))('without the rights of root', () => {
  afterEach(() => vi.restoreAllMocks());

  const published = (tags: readonly string[]) =>
    Object.fromEntries(
      tags.map((tag) => {
        const content = makeImage({ arch: tag.endsWith(ELSEWHERE) ? ELSEWHERE : HERE, content: tag });
        return [tag, { layers: [{ title: `kubelet-${tag}.raw`, content }] }];
      }),
    );

  function quiet(slots: readonly Slot[], tags: readonly string[], request: Partial<RehearsalRequest> = {}) {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const client = fakeRegistry({ [KUBELET]: published(tags), [`mirror/${KUBELET}`]: published(tags) });
    return run(slots, { plan: makePlan(), ...request }, { open: () => client });
  }

  test('what cannot be done is said, and everything else is done', async () => {
    const { images: found } = await quiet([{ repository: KUBELET, latest: VALUE }], [`${VALUE}-${HERE}`]);
    expect(found[0]?.verdict).toBe('installs');
    expect(found[0]?.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      ...['published', 'named', 'pulled', 'resolved-cached', 'resolved-registry', 'resolved-isolated', 'image'].map(
        (step) => `${step} ok`,
      ),
      'merged not-done',
      'runs not-done',
    ]);
    expect(found[0]?.steps.at(-2)?.reason).toBe('it requires Linux and root');
  });

  test('latest and previous of all slots, each once, proposed ones first', async () => {
    const slot = { repository: KUBELET, latest: HELD, previous: 'v1.34.8-1-azlinux3' };
    const tags = [VALUE, HELD].flatMap((value) => [`${value}-${HERE}`, `${value}-${ELSEWHERE}`]);
    const plan = makePlan([{ ...slot, to: VALUE }]);
    const rehearsal = await quiet([slot, slot], tags, { plan, arches: [HERE, ELSEWHERE] });
    expect(images(rehearsal)).toEqual([
      [VALUE, HERE, 'proposed', 'installs'],
      [VALUE, ELSEWHERE, 'proposed', 'installs'],
      [HELD, HERE, 'held', 'installs'],
      [HELD, ELSEWHERE, 'held', 'installs'],
      ['v1.34.8-1-azlinux3', HERE, 'held', 'does-not-install'],
      ['v1.34.8-1-azlinux3', ELSEWHERE, 'held', 'does-not-install'],
    ]);
  });

  test('a revision that a newer one stands beside, and another distro', async () => {
    const [other, newer] = ['v1.34.10-1-noble', 'v1.34.10-3-azlinux3'];
    const slots = [VALUE, newer, other].map((latest) => ({ repository: KUBELET, latest }));
    const { images: found } = await quiet(
      slots,
      [VALUE, newer, other].map((value) => `${value}-${HERE}`),
    );
    const cached = found.map(({ steps }) => steps.find(({ step }) => step === 'resolved-cached'));
    expect(cached.map((step) => step?.outcome)).toEqual(['ok', 'ok', 'ok']);
    expect(cached[0]?.reason).toBe(`${newer}-${HERE} is chosen, which is cached as well, with --distro azlinux3`);
  });

  test('an older revision that isolated hosts take is told of', async () => {
    const value = 'v1.34.10-15-azlinux3';
    const tags = [value, 'v1.34.10-1-azlinux3'].map((one) => `${one}-${HERE}`);
    const [image] = (await quiet([{ repository: KUBELET, latest: value }], tags)).images;
    expect(image).toMatchObject({ verdict: 'installs' });
    expect(image?.notes).toEqual([
      `isolated hosts that have not cached it choose the older v1.34.10-1-azlinux3-${HERE}`,
    ]);
  });

  test('a credential provider of another version than Kubernetes: hosts do not find it', async () => {
    const provider = 'azure-acr-credential-provider';
    const repository = `oss/v2/kubernetes/${provider}-sysext`;
    const value = 'v1.34.13-1-azlinux3';
    const tag = `${value}-${HERE}`;
    const content = makeImage({ name: provider, arch: HERE });
    const published = { [tag]: { layers: [{ title: `${provider}-${tag}.raw`, content }] } };
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const notesBeside = async (kubelets: readonly string[]) => {
      const slots = [{ repository, latest: value }, ...kubelets.map((latest) => ({ repository: KUBELET, latest }))];
      const open = () => fakeRegistry({ [repository]: published });
      return (await run(slots, { plan: makePlan() }, { open })).images[0]?.notes;
    };
    const note = (versions: string) =>
      `AKS hosts request ${provider} by the version of Kubernetes${versions}, not by its own: they do not find v1.34.13 in the cache`;
    expect(await notesBeside([])).toEqual([note('')]);
    expect(await notesBeside([VALUE, 'v1.35.1-1-azlinux3'])).toEqual([note(' (here v1.34.10)')]);
    expect(await notesBeside([VALUE, 'v1.34.13'])).toEqual([]);
  });

  test.each<[string, () => Error, string]>([
    [
      'a program that is missing',
      () => new ProgramError('not-installed', 'unsquashfs is not installed'),
      'unsquashfs is not',
    ],
    ['a full disk', () => Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', syscall: 'write' }), 'ENOSPC'],
  ])('%s is not the fault of the image', async (_, make, says) => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const client = fakeRegistry({ [KUBELET]: published([`${VALUE}-${HERE}`]) });
    const slots = [{ repository: KUBELET, latest: VALUE }];
    const context = { open: () => client, run: () => Promise.reject(make()) };
    const [image] = (await run(slots, { plan: makePlan() }, context)).images;
    expect(image?.verdict).toBe('not-known');
    const step = image?.steps.find((one) => one.step === 'image');
    expect(step).toMatchObject({ outcome: 'not-done', reason: expect.stringMatching(new RegExp(`^${says}`)) });
  });

  test('a bug of this program ends the rehearsal', async () => {
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const bug = new TypeError('x is not a function');
    const slots = [{ repository: KUBELET, latest: VALUE }];
    const client = fakeRegistry({ [KUBELET]: published([`${VALUE}-${HERE}`]) });
    const broken = { ...client, findArtifact: () => Promise.reject(bug) };
    const contexts = [
      { open: () => client, run: () => Promise.reject(bug) },
      { open: () => broken, run: runProgram },
    ];
    for (const context of contexts) await expect(run(slots, { plan: makePlan() }, context)).rejects.toBe(bug);
    expect(scratchFolders()).toEqual([]);
  });

  test('values without revision and distro, of another grammar, and none at all', async () => {
    const slots = ['v1.34.10', '3.0.20260304', 'v1.34.10-1'].map((latest) => ({ repository: KUBELET, latest }));
    const [found] = (await quiet(slots, [`${VALUE}-${HERE}`], { distro: 'azlinux3' })).images;
    expect(found).toMatchObject({ version: 'v1.34.10', verdict: 'installs' });
    expect(found?.reference).toMatch(`:${VALUE}-${HERE}`);
    const { images: unknown } = await quiet(slots, []);
    expect(unknown.map(({ version, verdict, steps }) => [version, verdict, steps[0]?.reason])).toEqual([
      ['v1.34.10', 'not-known', 'v1.34.10 has no revision and distro; name the distro with --distro'],
      ['v1.34.10-1', 'does-not-install', expect.stringContaining('the distro is missing')],
    ]);
  });

  test('a proposal of a file that is no manifest, for its own arch', async () => {
    const plan = makePlan(
      [{ repository: KUBELET, latest: `${HELD}-${ELSEWHERE}`, to: `${VALUE}-${ELSEWHERE}` }],
      'a.sh',
    );
    const { images: found } = await quiet([], [`${VALUE}-${ELSEWHERE}`], { plan });
    expect(found).toMatchObject([{ arch: ELSEWHERE, proposed: true, verdict: 'installs', files: ['a.sh'] }]);
  });

  test('isolated: no list is asked for', async () => {
    const client = fakeRegistry({ [KUBELET]: published([`${VALUE}-${HERE}`]) });
    const open = () => ({ ...client, listTags: () => expect.fail('requested were a list') });
    vi.spyOn(process, 'getuid').mockReturnValue(1000);
    const slots = [{ repository: KUBELET, latest: VALUE }];
    const { images: found } = await run(slots, { plan: makePlan(), isolated: true }, { open });
    expect(found[0]?.verdict).toBe('installs');
    expect(found[0]?.steps.find(({ step }) => step === 'resolved-registry')?.outcome).toBe('not-done');
  });

  test('a mirror', async () => {
    const slots = [{ repository: KUBELET, latest: VALUE }];
    const { images: found } = await quiet(slots, [`${VALUE}-${HERE}`], { registry: 'm.example/mirror' });
    expect(found).toMatchObject([{ reference: expect.stringContaining(`/mirror/${KUBELET}:`), verdict: 'installs' }]);
  });

  test('a registry that is down, and one that is none: it is not known', async () => {
    const open = (url: string) => openRegistry(url, { attempts: 1 });
    const slots = [{ repository: KUBELET, latest: VALUE }];
    for (const registry of ['http://127.0.0.1:9', 'http://registry.example']) {
      const { images: found } = await run(slots, { plan: makePlan(), registry }, { open });
      expect(found).toMatchObject(
        [{ verdict: 'not-known', steps: [{ step: 'published', outcome: 'not-done' }] }].map(({ steps, ...rest }) => ({
          ...rest,
          steps: expect.arrayContaining(steps.map((one) => expect.objectContaining(one))),
        })),
      );
    }
  });

  test('a manifest that cannot be read, and a plan that is not whole, are problems', async () => {
    const dir = makeRoot({ 'components.json': '{ "-sysext"' });
    const plan = {
      ...makePlan(),
      diagnostics: [
        diagnostic({ id: 'lookup-failed', severity: 'error', message: 'it failed', file: 'a.json', package: KUBELET }),
      ],
    };
    const request = { dir, plan, arches: [HERE], isolated: false };
    const { problems } = await rehearse(request, { open: openRegistry, run: runProgram });
    expect(problems).toEqual([
      `a.json: ${KUBELET}: it failed`,
      expect.stringContaining('components.json: is not JSON'),
    ]);
  });

  test('nothing to rehearse', async () => {
    await expect(run([], { plan: makePlan() })).rejects.toThrow('does not have any sysexts to rehearse');
  });
});
