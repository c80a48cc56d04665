import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { VERSIONING } from '../../src/presets/parts/patterns.ts';
import { compareVersions } from '../../src/sysext/order.ts';
import { formatVersion, type SysextVersion } from '../../src/sysext/tag.ts';
import { api } from '../../src/versioning/index.ts';
import { versions } from '../sysext/arbitraries.ts';
import { missing } from '../tools.ts';
import { renovateVersioning } from '../versioning/renovate.ts';
import { proofRecorder } from './hold.ts';
import { byDpkg, byRpm, bySort, type Compare, type Pair } from './other-orders.ts';
import { LONG, proofSeed, proofSize, secondsSince } from './proof.ts';

/*
 * The order of versions beside the orders that packagers trust, where they have to agree: builds for one distro and
 * one arch, by their numbers. The others spell a pre-release with `~`; the tags cannot, and a hyphen means
 * something else to them.
 */

interface Other {
  readonly name: string;
  readonly programs: readonly string[];
  readonly compare: Compare;
  readonly version: () => string;
}

const OTHERS: readonly Other[] = [
  { name: 'sort -V', programs: ['sort'], compare: bySort, version: () => firstLine('sort', '--version') },
  {
    name: 'dpkg',
    programs: ['perl', 'dpkg-parsechangelog', 'dpkg'],
    compare: byDpkg,
    version: () => firstLine('dpkg', '--version'),
  },
  { name: 'rpm', programs: ['rpm'], compare: byRpm, version: () => firstLine('rpm', '--version') },
];

/** What the tags' own spelling of a pre-release, with a hyphen, makes of the others' order. */
const HYPHENS: readonly { a: string; b: string; ours: number; theirs: number }[] = [
  { a: '1.35.0-1', b: '1.35.0-rc.1-1', ours: 1, theirs: -1 },
  { a: '1.35.0-rc.1-9', b: '1.35.0-1', ours: -1, theirs: 1 },
  { a: '1.35.0-alpha.1-1', b: '1.35.0-beta.0-1', ours: -1, theirs: -1 },
];

const TAKEN = 10 ** 15 - 1;
const pattern = renovateVersioning(VERSIONING);

/** Pairs of builds for the same distro and arch, many of them equal but for one number. */
const pairs = fc
  .tuple(
    versions({ max: TAKEN }),
    versions({ max: TAKEN }),
    fc.constantFrom('', 'major', 'minor', 'patch', 'revision', 'prerelease'),
  )
  .map(([a, other, changed]): [SysextVersion, SysextVersion] => {
    const b = changed === '' ? other : { ...a, [changed]: other[changed as keyof SysextVersion] };
    return [
      { ...a, v: true },
      { ...b, v: true, distro: a.distro, arch: a.arch },
    ];
  });

/** `1.35.0~rc.1-2`: the numbers of a version, as a packager writes them. */
function spell({ major, minor, patch, prerelease, revision }: SysextVersion): string {
  const stage = prerelease === undefined ? '' : `~${prerelease.stage}.${prerelease.number}`;
  return `${major}.${minor}.${patch}${stage}-${revision}`;
}

describe.each(OTHERS)('$name', ({ name, programs, compare, version }) => {
  test.skipIf(missing(...programs))('orders any two builds for one distro and arch the same way', LONG, () => {
    const record = proofRecorder();
    const count = proofSize('pairs', 2000);
    const seed = proofSeed(`order, ${name}`);
    const start = performance.now();
    const sampled = fc.sample(pairs, { numRuns: count, seed });
    const theirs = compare(sampled.map(([a, b]): Pair => [spell(a), spell(b)]));
    expect(theirs.length).toBe(count);
    const wrong = sampled.filter(([a, b], index) => {
      const [left, right] = [formatVersion(a), formatVersion(b)];
      const ours = [compareVersions(a, b), api.sortVersions(left, right), pattern.sortVersions(left, right)];
      return ours.some((order) => Math.sign(order) !== theirs[index]);
    });
    expect(wrong.map((pair) => pair.map(formatVersion)).sort((a, b) => a.join().length - b.join().length)[0]).toBe(
      undefined,
    );
    expect(new Set(theirs)).toEqual(new Set([-1, 0, 1]));
    record({
      name: `order-by-${programs.at(-1)}`,
      law: `the numbers of two builds are in the same order as by ${name}, in the module and in the preset's pattern`,
      cases: count,
      seed,
      seconds: secondsSince(start),
      versions: { [name]: version() },
    });
  });

  test.skipIf(missing(...programs))('has a release below its pre-releases when those are spelled with a hyphen', () => {
    expect(compare(HYPHENS.map(({ a, b }): Pair => [a, b]))).toEqual(HYPHENS.map(({ theirs }) => theirs));
  });
});

test.each(HYPHENS)('ours has $a against $b as $ours', ({ a, b, ours }) => {
  expect(Math.sign(api.sortVersions(`v${a}-azlinux3`, `v${b}-azlinux3`))).toBe(ours);
});

function firstLine(...[program = '', ...args]: string[]): string {
  return /\d[\w.-]*\w/.exec(execFileSync(program, args, { encoding: 'utf8' }))?.[0] ?? '';
}
