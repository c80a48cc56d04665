import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manifest, proposals, runScenario } from '../renovate/scenario.ts';

/*
 * Generated worlds: a slot and a tag list each, all looked up in one run of Renovate with the default preset.
 * Proposals are compared with an oracle that shares no code with the source.
 */

const WORLDS = 400;

const DISTROS = ['azlinux3', 'azlinux30', 'azlinux4', 'noble', 'ubuntu24.04', 'plucky'];
const LINES = ['1.34', '1.3', '1.35'];

/** A version, most often of `line` and `distro`. */
function versions(line: string, distro: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.oneof({ weight: 4, arbitrary: fc.constant(line) }, { weight: 1, arbitrary: fc.constantFrom(...LINES) }),
      fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(9, 10, 11, 99, 100)),
      fc.option(fc.constantFrom('alpha.1', 'rc.0', 'rc.10'), { freq: 5, nil: undefined }),
      fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 12 })),
      fc.oneof({ weight: 3, arbitrary: fc.constant(distro) }, { weight: 2, arbitrary: fc.constantFrom(...DISTROS) }),
    )
    .map(([own, patch, stage, revision, built]) => {
      return `v${own}.${patch}${stage === undefined ? '' : `-${stage}`}-${revision}-${built}`;
    });
}

const garbage = fc.oneof(
  fc.constantFrom(
    'latest',
    'v1.34.010-1-azlinux3-arm64',
    'v1.34.9-1-azlinux3-debug-arm64',
    'v1.34.9-1-azlinux3-amd64',
    'v1.34.9-azlinux3-arm64',
    '1.34.9-1-azlinux3-arm64',
    'v1.34.9-1-x86-64',
    '__proto__',
    'constructor',
  ),
  fc.string({ maxLength: 20 }),
);

function tagLists(version: fc.Arbitrary<string>): fc.Arbitrary<string[]> {
  const partial = fc
    .tuple(version, fc.constantFrom('x86-64', 'arm64', 'riscv64'))
    .map(([one, arch]) => [`${one}-${arch}`]);
  const whole = version.map((one) => [`${one}-x86-64`, `${one}-arm64`]);
  return fc
    .array(
      fc.oneof(
        { weight: 6, arbitrary: whole },
        { weight: 3, arbitrary: partial },
        { weight: 1, arbitrary: garbage.map((one) => [one]) },
      ),
      { minLength: 1, maxLength: 20 },
    )
    .map((lists) => lists.flat());
}

const world = fc.tuple(fc.constantFrom(...LINES), fc.constantFrom(...DISTROS)).chain(([line, distro]) => {
  const version = versions(line, distro);
  return fc.record({ from: version, tags: tagLists(version), withdrawn: fc.boolean() });
});

/** Numbers of a version as text, in the order in which they decide; a pre-release is below its release. */
function rank(text: string): number[] {
  const [, major, minor, patch, stage = 'z', n = '0', rev] =
    /^v(\d+)\.(\d+)\.(\d+)(?:-(alpha|beta|rc)\.(\d+))?-(\d+)-/.exec(text) ?? [];
  return [Number(major), Number(minor), Number(patch), stage.charCodeAt(0), Number(n), Number(rev)];
}

function isAbove(a: string, b: string): boolean {
  const [left, right] = [rank(a), rank(b)];
  const place = left.findIndex((number, i) => number !== right[i]);
  return place !== -1 && (left[place] ?? 0) > (right[place] ?? 0);
}

/** The newest stable version of the slot's own distro and minor that both arches have, if it is above the slot's. */
function expected(from: string, list: readonly string[]): string | undefined {
  const distro = from.slice(from.lastIndexOf('-'));
  const line = from.slice(0, from.indexOf('.', from.indexOf('.') + 1) + 1);
  const candidates = list
    .filter((tag) => tag.endsWith(`${distro}-arm64`) && tag.startsWith(line))
    .map((tag) => tag.slice(0, -'-arm64'.length))
    .filter(
      (one) =>
        list.includes(`${one}-x86-64`) &&
        /^v[\d.]+-\d+-[a-z0-9.]+$/.test(one) &&
        !/[.-]0\d/.test(one.slice(0, one.lastIndexOf('-'))),
    );
  return candidates.reduce<string | undefined>((best, one) => (isAbove(one, best ?? from) ? one : best), undefined);
}

test('in generated worlds, exactly what should be proposed is', async () => {
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const worlds = fc.sample(world, { numRuns: WORLDS, seed }).map(({ from, tags: list, withdrawn }, i) => {
    const kept = list.filter((tag) => !(withdrawn && tag.startsWith(from)));
    const all = withdrawn ? kept : [...kept, `${from}-x86-64`, `${from}-arm64`];
    // A full page would fail the lookup, which is another test's matter.
    return { repository: `world/${i}/some-sysext`, from, list: all.length % 50 === 0 ? [...all, 'one-more'] : all };
  });
  const slots = worlds.map(({ repository, from }) => ({ repository, latest: from }));
  const lists = Object.fromEntries(worlds.map(({ repository, list }) => [repository, list]));
  const proposed = proposals(await runScenario({ files: { 'components.json': manifest(slots) }, tags: lists }));
  const wrong = worlds.filter(
    ({ repository, from, list }) => proposed[`${repository} ${from}`] !== expected(from, list),
  );
  expect(
    wrong.map(({ repository, from, list }) => ({
      from,
      list,
      proposed: proposed[`${repository} ${from}`],
      expected: expected(from, list),
    })),
    `SEED=${seed}`,
  ).toEqual([]);
  expect(Object.keys(proposed).length, `SEED=${seed}`).toBeGreaterThan(10);
});
