import { describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/host/errors.ts';
import { pull } from '../../src/host/pull.ts';
import { rehearse } from '../../src/host/rehearse.ts';
import { findRemote } from '../../src/host/remote.ts';
import { resolve } from '../../src/host/resolve.ts';
import { parseRequest } from '../../src/host/version-request.ts';
import { RegistryError, type RegistryErrorCode } from '../../src/registry/error.ts';
import { resolveNotes } from '../../src/report/resolve-text.ts';
import { KUBELET, manifest } from '../renovate/scenario.ts';
import { type FakeRegistry, fakeRegistry, onlyTags } from './fake-registry.ts';
import { makePlan } from './plan.ts';
import { makeRoot } from './root.ts';

/*
 * Registries that have more than they list: caches, and those that create a repository at its first pull.
 */

const V1_34_10 = ['v1.34.10-1-azlinux3-x86-64', 'v1.34.10-2-azlinux3-x86-64'];

interface Published {
  /** What can be pulled. */
  readonly tags: readonly string[];
  /** What the list shows, or why there is none. */
  readonly listed: readonly string[] | RegistryErrorCode;
  /** Why nothing can be pulled. */
  readonly failure?: RegistryErrorCode;
}

function registryOf({ tags, listed, failure }: Published): FakeRegistry {
  const client = fakeRegistry({ [KUBELET]: onlyTags(tags) });
  return {
    ...client,
    async listTags() {
      if (typeof listed === 'string') throw new RegistryError(listed, `the list: ${listed}`);
      return [...listed];
    },
    async findArtifact(...args) {
      const found = await client.findArtifact(...args);
      if (failure !== undefined) throw new RegistryError(failure, `the manifest: ${failure}`);
      return found;
    },
  };
}

const LISTS: readonly (readonly [string, Published['listed']])[] = [
  ['what was pulled before', ['v1.34.9-2-azlinux3-x86-64']],
  ['nothing', []],
  ['another architecture', ['v1.34.10-1-azlinux3-arm64']],
  ['404 NAME_UNKNOWN', 'no-repository'],
  ['no way to list', 'no-listing'],
  ['no answer', 'unavailable'],
  ['no login for lists', 'denied'],
  ['rubbish', 'invalid'],
];

describe.each(LISTS)('the list has: %s', (_, listed) => {
  test('a whole version is there by its tag, whatever the list has, in one request', async () => {
    const client = registryOf({ tags: V1_34_10, listed });
    const root = makeRoot();
    const request = { name: 'kubelet', version: 'v1.34.10-1-azlinux3', arch: 'x86-64', root } as const;
    const resolution = await resolve(request, { client, repository: KUBELET });
    expect(resolution).toMatchObject({ source: 'remote', tag: 'v1.34.10-1-azlinux3-x86-64' });
    expect(client.asked).toEqual(['v1.34.10-1-azlinux3-x86-64']);
    expect(resolution.steps.at(-1)?.reason).toMatch(/kubelet-sysext:v1\.34\.10-1-azlinux3-x86-64 is published$/);
  });

  test('one that is not there is not taken for one that is not known', async () => {
    const client = registryOf({ tags: V1_34_10, listed });
    const wanted = parseRequest('v1.34.10-7-azlinux3', 'x86-64');
    const { tag, step } = await findRemote(wanted, { client, repository: KUBELET }, PROBING);
    expect({ tag, outcome: step.outcome }).toEqual({ tag: undefined, outcome: 'no-match' });
    expect(step.reason).toContain('v1.34.10-7-azlinux3-x86-64 is not published');
  });
});

const PROBING = { canList: true, cachedRevision: undefined } as const;

describe.each(LISTS.slice(0, 5))('a release, and the list has: %s', (_, listed) => {
  test('it is found by asking for one tag after the other', async () => {
    const source = { client: registryOf({ tags: V1_34_10, listed }), repository: KUBELET };
    const { tag } = await findRemote(parseRequest('1.34.10', 'x86-64', 'azlinux3'), source, PROBING);
    expect(tag).toBe('v1.34.10-2-azlinux3-x86-64');
  });

  test('one that is not there', async () => {
    const source = { client: registryOf({ tags: V1_34_10, listed }), repository: KUBELET };
    const { tag, step } = await findRemote(parseRequest('1.34.11', 'x86-64', 'azlinux3'), source, PROBING);
    const outcome = listed === 'no-repository' ? 'failed' : 'no-match';
    expect({ tag, outcome: step.outcome }).toEqual({ tag: undefined, outcome });
  });
});

describe('a release without a distro', () => {
  const ask = (listed: Published['listed']) =>
    findRemote(
      parseRequest('1.34.10', 'x86-64'),
      { client: registryOf({ tags: V1_34_10, listed }), repository: KUBELET },
      PROBING,
    );

  test.each([[[]], [['v1.34.9-1-azlinux3-x86-64']]])('is not guessed where the list has %j', async (listed) => {
    expect((await ask(listed)).step.outcome).toBe('no-match');
  });

  test('is not known where there is no list', async () => {
    expect((await ask('no-repository')).step).toEqual({
      step: 'remote',
      outcome: 'failed',
      reason: 'the list: no-repository',
    });
    await expect(ask('no-listing')).rejects.toThrow(RefusedError);
  });
});

test.each(['unavailable', 'denied', 'proxy', 'protocol', 'invalid'] as const)(
  'a manifest that cannot be read (%s) is not one that is not there',
  async (failure) => {
    const source = { client: registryOf({ tags: V1_34_10, listed: [], failure }), repository: KUBELET };
    for (const text of ['v1.34.10-1-azlinux3', '1.34.10']) {
      const { step } = await findRemote(parseRequest(text, 'x86-64', 'azlinux3'), source, PROBING);
      expect(step).toEqual({ step: 'remote', outcome: 'failed', reason: `the manifest: ${failure}` });
    }
  },
);

test('an index without the architecture is not there, and says what it has', async () => {
  const source = {
    client: registryOf({ tags: V1_34_10, listed: V1_34_10, failure: 'no-platform' }),
    repository: KUBELET,
  };
  const whole = await findRemote(parseRequest('v1.34.10-1-azlinux3', 'x86-64'), source, PROBING);
  expect(whole.step).toEqual({ step: 'remote', outcome: 'no-match', reason: 'the manifest: no-platform' });
  const probed = await findRemote(parseRequest('1.34.10', 'x86-64', 'azlinux3'), source, {
    ...PROBING,
    canList: false,
  });
  expect(probed.step.outcome).toBe('no-match');
});

test.each([
  ['no-platform', 'does-not-install', 'failed'],
  ['invalid-artifact', 'does-not-install', 'failed'],
  ['invalid', 'not-known', 'not-done'],
  ['unavailable', 'not-known', 'not-done'],
  ['denied', 'not-known', 'not-done'],
  ['proxy', 'not-known', 'not-done'],
  ['protocol', 'not-known', 'not-done'],
] as const)('a rehearsal of what fails with %s: %s', async (failure, verdict, outcome) => {
  const client = registryOf({ tags: V1_34_10, listed: V1_34_10, failure });
  const dir = makeRoot({ 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.10-1-azlinux3' }]) });
  const request = { dir, plan: makePlan(), arches: ['x86-64'], isolated: false } as const;
  const run = async () => ({ exitCode: 1, stdout: Buffer.alloc(0), stderr: 'nothing runs here' });
  const { images } = await rehearse(request, { open: () => client, run });
  expect(images).toMatchObject([{ verdict }]);
  expect(images[0]?.steps[0]).toEqual({ step: 'published', outcome, reason: `the manifest: ${failure}` });
});

test('what a list has is not asked for again', async () => {
  const client = registryOf({ tags: V1_34_10, listed: V1_34_10 });
  const { tag } = await findRemote(
    parseRequest('1.34.10', 'x86-64', 'azlinux3'),
    { client, repository: KUBELET },
    PROBING,
  );
  expect(tag).toBe('v1.34.10-2-azlinux3-x86-64');
  expect(client.asked).toEqual([]);
});

describe('a tarball in the place of a build', () => {
  test.each<[string, string | undefined, Published['listed'], readonly string[]]>([
    [
      'v1.34.11-1-azlinux3',
      '/t-{version}.tgz',
      [],
      ['tarball: no sysext matches; the tarball replaces the build v1.34.11-1-azlinux3'],
    ],
    ['v1.34.11-1-azlinux3', undefined, [], []],
    ['1.34.11', '/t-{version}.tgz', [], []],
    ['1.34.11', '/t-{version}.tgz', 'unavailable', ['remote: the list: unavailable']],
    ['v1.34.10-1-azlinux3', '/t-{version}.tgz', [], []],
  ])('of %s is told of (with %s, and %j listed)', async (version, tarball, listed, expected) => {
    const source = { client: registryOf({ tags: V1_34_10, listed }), repository: KUBELET };
    const request = { name: 'kubelet', version, arch: 'x86-64', root: makeRoot() } as const;
    const resolution = await resolve({ ...request, ...(tarball !== undefined && { tarball }) }, source);
    const warnings = resolveNotes(resolution).match(/^warning: .*\n/gm) ?? [];
    expect(warnings).toEqual(expected.map((text) => `warning: kubelet ${version}: ${text}\n`));
  });
});

test('pull finds what a cache does not list', async () => {
  const tag = 'v1.34.10-2-azlinux3-x86-64';
  const layers = [{ title: `kubelet-${tag}.raw`, content: Buffer.from('image') }];
  const client = fakeRegistry({ [KUBELET]: { ...onlyTags(V1_34_10), [tag]: { layers } } });
  const dir = makeRoot({ 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.10' }]) });
  const request = { dir, root: makeRoot(), arches: ['x86-64'], distro: 'azlinux3' } as const;
  const { images } = await pull(request, { open: () => ({ ...client, listTags: async () => [] }) });
  expect(images).toMatchObject([{ tag, outcome: 'pulled' }]);
});
