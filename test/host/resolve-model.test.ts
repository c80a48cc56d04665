import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RefusedError } from '../../src/host/errors.ts';
import { resolve } from '../../src/host/resolve.ts';
import { fakeRegistry, onlyTags } from './fake-registry.ts';
import { cached, makeRoot } from './root.ts';

const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';

/** A build, as numbers and words: the model knows nothing of how tags are read. */
interface Build {
  readonly patch: number;
  readonly revision: number;
  readonly distro: string;
  readonly arch: 'x86-64' | 'arm64';
}

const builds: fc.Arbitrary<Build[]> = fc.array(
  fc.record({
    patch: fc.constantFrom(1, 10, 100),
    revision: fc.constantFrom(1, 2, 9, 10),
    distro: fc.constantFrom('azlinux3', 'azlinux30', 'noble'),
    arch: fc.constantFrom('x86-64', 'arm64'),
  }),
  { maxLength: 6 },
);

const worlds = fc.record({
  local: builds,
  remote: builds,
  patch: fc.constantFrom(1, 10, 100),
  arch: fc.constantFrom<Build['arch'][]>('x86-64', 'arm64'),
  distro: fc.option(fc.constantFrom('azlinux3', 'azlinux30', 'noble'), { nil: undefined }),
});

function spell({ patch, revision, distro, arch }: Build): string {
  return `v1.34.${patch}-${revision}-${distro}-${arch}`;
}

/** What should come out: the source and the tag, or `refused`. */
function model({
  local,
  remote,
  patch,
  arch,
  distro,
}: typeof worlds extends fc.Arbitrary<infer W> ? W : never): string {
  const here = local.filter((build) => build.arch === arch);
  const fitting = here.filter((build) => build.patch === patch);
  const telling = fitting.length > 0 ? fitting : here;
  const distros = new Set(distro === undefined ? telling.map((build) => build.distro) : [distro]);
  if (distros.size > 1) return 'refused';
  const [only] = distros;
  const newest = (some: Build[]) =>
    some
      .filter((build) => build.patch === patch && build.arch === arch && (only === undefined || build.distro === only))
      .reduce<Build | undefined>(
        (best, build) => (best === undefined || build.revision > best.revision ? build : best),
        undefined,
      );
  const cachedBuild = newest(local);
  if (cachedBuild !== undefined) return `local ${spell(cachedBuild)}`;
  const published = remote.filter((build) => build.patch === patch && build.arch === arch);
  if (only === undefined && published.length > 0) return 'refused';
  const publishedBuild = newest(remote);
  return publishedBuild === undefined ? 'none null' : `remote ${spell(publishedBuild)}`;
}

test('a resolution is what a plain model says', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const { local, remote, patch, arch, distro } = world;
      const root = makeRoot(cached(local.map(spell)));
      const client = fakeRegistry({ [REPOSITORY]: onlyTags(remote.map(spell)) });
      const request = {
        name: 'kubelet',
        version: `1.34.${patch}`,
        arch,
        root,
        ...(distro !== undefined && { distro }),
      };
      const actual = await resolve(request, { client, repository: REPOSITORY }).then(
        (resolution) => `${resolution.source} ${'tag' in resolution ? resolution.tag : null}`,
        (error: Error) => (error instanceof RefusedError ? 'refused' : error.message),
      );
      expect(actual).toBe(model(world));
    }),
    { numRuns: 500 },
  );
});

test('where revisions have no gaps, asking for one after the other finds what a list shows', async () => {
  const gapless = fc.record({
    first: fc.integer({ min: 1, max: 5 }),
    count: fc.integer({ min: 0, max: 8 }),
    cachedRevision: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  });
  await fc.assert(
    fc.asyncProperty(gapless, async ({ first, count, cachedRevision }) => {
      const tags = Array.from({ length: count }, (_, i) => `v1.34.10-${first + i}-azlinux3-arm64`);
      const root = makeRoot(cached(cachedRevision === undefined ? [] : [`v1.34.9-${cachedRevision}-azlinux3-arm64`]));
      const source = { client: fakeRegistry({ [REPOSITORY]: onlyTags(tags) }), repository: REPOSITORY };
      const request = { name: 'kubelet', version: '1.34.10', arch: 'arm64', root, distro: 'azlinux3' } as const;
      const isolated = await resolve({ ...request, isolated: true }, source);
      expect(new Set(source.client.asked).size).toBe(source.client.asked.length);
      const listed = await resolve(request, source);
      expect('tag' in isolated && isolated.tag).toBe('tag' in listed && listed.tag);
    }),
    { numRuns: 200 },
  );
});
