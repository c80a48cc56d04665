import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText, compareVersions, isSameBuild } from '../../src/sysext/order.ts';
import { formatVersion, parseVersion, type SysextVersion } from '../../src/sysext/tag.ts';
import { versions } from './arbitraries.ts';

/** Each is before all those after it. */
const ASCENDING: readonly string[] = [
  'v0.0.0-0-azlinux3',
  'v0.9.0-1-azlinux3',
  'v0.10.0-1-azlinux3',
  'v1.9.9-1-azlinux3',
  'v1.34.9-10-azlinux3',
  'v1.34.10-1-azlinux3',
  'v1.34.10-1-azlinux3-arm64',
  'v1.34.10-1-azlinux3-x86-64',
  'v1.34.10-1-azlinux30',
  'v1.34.10-1-noble',
  'v1.34.10-2-azlinux3',
  'v1.34.10-9-azlinux3',
  'v1.34.10-9-noble',
  'v1.34.10-10-azlinux3',
  'v1.34.100-1-azlinux3',
  'v1.35.0-alpha.9-1-azlinux3',
  'v1.35.0-alpha.10-1-azlinux3',
  'v1.35.0-beta.0-1-azlinux3',
  'v1.35.0-rc.0-1-azlinux3',
  'v1.35.0-rc.1-1-azlinux3',
  'v1.35.0-rc.1-2-azlinux3',
  'v1.35.0-rc.2-1-azlinux3',
  'v1.35.0-rc.10-1-azlinux3',
  'v1.35.0-0-azlinux3',
  'v1.35.0-1-azlinux3',
  'v1.35.1-rc.0-1-azlinux3',
  'v2.0.0-1-azlinux3',
  `v2.0.${Number.MAX_SAFE_INTEGER - 1}-1-azlinux3`,
  `v2.0.${Number.MAX_SAFE_INTEGER}-1-azlinux3`,
];

const BUILDS: readonly { readonly a: string; readonly b: string; readonly same: boolean }[] = [
  { a: 'v1.34.10-1-azlinux3', b: 'v1.35.0-rc.1-7-azlinux3', same: true },
  { a: 'v1.34.10-1-azlinux3', b: '1.34.10-1-azlinux3', same: true },
  { a: 'v1.34.10-1-azlinux3-arm64', b: 'v1.34.11-1-azlinux3-arm64', same: true },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux30', same: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-noble', same: false },
  { a: 'v1.34.10-1-azlinux3', b: 'v1.34.10-1-azlinux3-arm64', same: false },
  { a: 'v1.34.10-1-azlinux3-arm64', b: 'v1.34.10-1-azlinux3-x86-64', same: false },
];

const TEXTS: readonly { readonly a: string; readonly b: string; readonly expected: number }[] = [
  { a: '', b: '', expected: 0 },
  { a: '', b: 'a', expected: -1 },
  { a: 'azlinux3', b: 'azlinux30', expected: -1 },
  { a: 'azlinux10', b: 'azlinux3', expected: -1 },
  { a: 'noble', b: 'noble', expected: 0 },
  // By code unit; a locale would have these the other way round.
  { a: 'B', b: 'a', expected: -1 },
  { a: 'ä', b: 'z', expected: 1 },
];

function parse(text: string): SysextVersion {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`no version: ${text}`);
  return version;
}

describe('the order', () => {
  test.each(ASCENDING)('of %s among the others', (text) => {
    const actual = ASCENDING.map((other) => Math.sign(compareVersions(parse(other), parse(text))));
    const at = ASCENDING.indexOf(text);
    expect(actual).toEqual(ASCENDING.map((_, index) => Math.sign(index - at)));
  });

  test('does not look at the v', () => {
    expect(compareVersions(parse('v1.34.10-1-azlinux3-arm64'), parse('1.34.10-1-azlinux3-arm64'))).toBe(0);
  });
});

test.each(BUILDS)('$a and $b are builds for the same distro and arch: $same', ({ a, b, same }) => {
  expect([isSameBuild(parse(a), parse(b)), isSameBuild(parse(b), parse(a))]).toEqual([same, same]);
});

test.each(TEXTS)('$a against $b is $expected', ({ a, b, expected }) => {
  expect(compareText(a, b)).toBe(expected);
});

describe('for any versions, the order', () => {
  const settings = { numRuns: 1000 };

  test('is the opposite the other way round', () => {
    fc.assert(
      fc.property(versions(), versions(), (a, b) => {
        expect(Math.sign(compareVersions(a, b)) + Math.sign(compareVersions(b, a))).toBe(0);
      }),
      settings,
    );
  });

  test('is transitive', () => {
    fc.assert(
      fc.property(versions(), versions(), versions(), (...three) => {
        const [a, b, c] = three.sort(compareVersions) as [SysextVersion, SysextVersion, SysextVersion];
        expect(compareVersions(a, b)).toBeLessThanOrEqual(0);
        expect(compareVersions(b, c)).toBeLessThanOrEqual(0);
        expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
      }),
      settings,
    );
  });

  test('takes two for equal only if they differ in nothing but the v', () => {
    const pairs = fc.tuple(versions(), versions());
    const twins = versions().map((version) => [version, { ...version, v: !version.v }] as const);
    fc.assert(
      fc.property(fc.oneof(pairs, twins), ([a, b]) => {
        const same = formatVersion({ ...a, v: true }) === formatVersion({ ...b, v: true });
        expect(compareVersions(a, b) === 0).toBe(same);
      }),
      settings,
    );
  });

  test('has a pre-release before its release, whatever their revisions', () => {
    fc.assert(
      fc.property(versions(), fc.nat(), (version, revision) => {
        fc.pre(version.prerelease !== undefined);
        const release = { ...version, prerelease: undefined, revision };
        expect(compareVersions(version, release)).toBeLessThan(0);
      }),
      settings,
    );
  });

  test('has the revisions by number', () => {
    fc.assert(
      fc.property(versions(), fc.nat(1000), fc.nat(1000), (version, one, other) => {
        const order = compareVersions({ ...version, revision: one }, { ...version, revision: other });
        expect(Math.sign(order)).toBe(Math.sign(one - other));
      }),
      settings,
    );
  });
});
