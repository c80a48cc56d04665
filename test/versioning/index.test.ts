import path from 'node:path';
import fc from 'fast-check';
import type { VersioningApi as RenovateVersioningApi } from 'renovate/dist/modules/versioning/types.d.ts';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { isSameBuild } from '../../src/sysext/order.ts';
import { formatVersion, parseVersion } from '../../src/sysext/tag.ts';
import * as versioning from '../../src/versioning/index.ts';
import { importGraph } from '../import-graph.ts';
import { nearMisses, versions } from '../sysext/arbitraries.ts';
import { HOSTILE, MALFORMED } from '../sysext/tag.cases.ts';
import {
  BREAKING,
  CALLS,
  COMPATIBLE,
  EQUALS,
  GREATER,
  LESS,
  NEW_VALUES,
  NO_TEXT,
  NUMBERS,
  SAME,
  SATISFYING,
  SORTED,
  STABLE,
  VERSIONS,
} from './index.cases.ts';

const { api } = versioning;

describe('the module', () => {
  test('has the exports of a versioning of Renovate', () => {
    const { displayName, id, supportsRanges, urls } = versioning;
    expect({ displayName, id, supportsRanges }).toEqual({
      displayName: 'Kubernetes sysexts (AKS)',
      id: 'aks-sysext',
      supportsRanges: false,
    });
    expect(urls.every((url) => new URL(url).protocol === 'https:')).toBe(true);
  });

  test("satisfies Renovate's type", () => {
    const plugIn: RenovateVersioningApi = api;
    // @ts-expect-error: a versioning has isVersion, so the line above proves something.
    const broken: RenovateVersioningApi = { ...api, isVersion: undefined };
    expectTypeOf(api).toExtend<RenovateVersioningApi>();
    expect([plugIn.isVersion('v1.34.10-1-azlinux3'), broken.isVersion]).toEqual([true, undefined]);
  });

  test('imports nothing but its own files', () => {
    const { files, foreign } = importGraph('src/versioning/index.ts');
    const relative = files.map((file) => path.relative('.', file));
    expect(foreign).toEqual([]);
    expect(relative).toContain('src/sysext/tag.ts');
    expect(relative.filter((file) => !/^src\/(?:sysext|versioning)\//.test(file))).toEqual([]);
  });

  test('is looked at by what sees an import of something else', () => {
    expect(importGraph('src/renovate/host/locate.ts').foreign).toContain('semver');
  });
});

describe('isVersion, isValid, isSingleVersion', () => {
  test.each(VERSIONS)('$input -> $expected', ({ input, expected }) => {
    expect(api.isVersion(input)).toBe(expected);
    expect(api.isValid(input)).toBe(expected);
    expect(api.isSingleVersion(input)).toBe(expected);
  });
});

describe('isStable', () => {
  test.each(STABLE)('$version -> $expected', ({ version, expected }) => {
    expect(api.isStable(version)).toBe(expected);
  });
});

describe('isCompatible', () => {
  test.each(COMPATIBLE)('$version with $current -> $expected', ({ version, current, expected }) => {
    expect(api.isCompatible(version, current)).toBe(expected);
  });
});

describe('isBreaking', () => {
  test.each(BREAKING)('$current to $version -> $expected', ({ current, version, expected }) => {
    expect(api.isBreaking(current, version)).toBe(expected);
  });
});

describe('getMajor, getMinor, getPatch', () => {
  test.each(NUMBERS)('$version -> $major, $minor, $patch', ({ version, major, minor, patch }) => {
    const expected = [major, minor, patch];
    expect([api.getMajor(version), api.getMinor(version), api.getPatch(version)]).toEqual(expected);
    const parsed = { raw: version };
    expect([api.getMajor(parsed), api.getMinor(parsed), api.getPatch(parsed)]).toEqual(expected);
  });
});

describe('equals, matches, subset, intersects', () => {
  test.each(EQUALS)('$a == $b -> $expected', ({ a, b, expected }) => {
    for (const method of ['equals', 'matches', 'subset', 'intersects'] as const) {
      expect([api[method](a, b), api[method](b, a)]).toEqual([expected, expected]);
    }
  });
});

describe('isGreaterThan', () => {
  test.each(GREATER)('$a > $b -> $expected', ({ a, b, expected }) => {
    expect(api.isGreaterThan(a, b)).toBe(expected);
  });

  test.each(GREATER.filter(({ expected }) => expected))('$b > $a -> false', ({ a, b }) => {
    expect(api.isGreaterThan(b, a)).toBe(false);
  });
});

describe('isLessThanRange', () => {
  test.each(LESS)('$version < $range -> $expected', ({ version, range, expected }) => {
    expect(api.isLessThanRange(version, range)).toBe(expected);
  });
});

describe('getSatisfyingVersion, minSatisfyingVersion', () => {
  test.each(SATISFYING)('$range of $versions -> $expected', ({ versions, range, expected }) => {
    expect(api.getSatisfyingVersion(versions, range)).toBe(expected);
    expect(api.minSatisfyingVersion(versions, range)).toBe(expected);
  });
});

describe('getNewValue', () => {
  test.each(NEW_VALUES)('$currentValue to $newVersion -> $expected', ({ currentValue, newVersion, expected }) => {
    expect(api.getNewValue({ currentValue, newVersion })).toBe(expected);
  });
});

describe('sortVersions', () => {
  test.each(SORTED)('%j among the others', (text) => {
    const at = SORTED.indexOf(text);
    expect(SORTED.map((other) => Math.sign(api.sortVersions(other, text)))).toEqual(
      SORTED.map((_, index) => Math.sign(index - at)),
    );
  });
});

describe('isSame', () => {
  test.each(SAME)('$type of $a and $b -> $expected', ({ type, a, b, expected }) => {
    expect([api.isSame(type, a, b), api.isSame(type, b, a)]).toEqual([expected, expected]);
  });
});

describe('what every value is', () => {
  test.each(['v1.34.10-1-azlinux3', '1.34.10-1-azlinux3-arm64', 'latest', ''])(
    '%j is its own version, pinned',
    (text) => {
      expect([api.valueToVersion(text), api.getPinnedValue(text)]).toEqual([text, text]);
    },
  );

  test('unstable versions are not offered to other unstable ones across minors', () => {
    expect(api.allowUnstableMajorUpgrades).toBe(false);
  });
});

describe('an invalid version', () => {
  const texts = [...Object.values(MALFORMED).flat(), ...HOSTILE.map(({ text }) => text)];

  test('has a case for every method with an answer', () => {
    const answering = Object.keys(api).filter(
      (key) => !['allowUnstableMajorUpgrades', 'getPinnedValue', 'valueToVersion', 'sortVersions'].includes(key),
    );
    expect([...new Set(CALLS.map(({ method }) => method))].sort()).toEqual(answering.sort());
  });

  const named = CALLS.map((one) => ({ ...one, name: String(one.call).replace(/\s+/g, ' ').split('=> ')[1] }));

  test.each(named)('$name -> $expected', ({ call, expected }) => {
    for (const bad of [...texts, ...NO_TEXT]) expect(call(api, bad as never)).toBe(expected);
  });

  test('is before every version', () => {
    for (const bad of [...texts, ...NO_TEXT] as string[]) {
      expect(api.sortVersions(bad, 'v0.0.0-0-a')).toBeLessThan(0);
      expect(api.sortVersions('v0.0.0-0-a', bad)).toBeGreaterThan(0);
      expect(api.sortVersions(bad, bad)).toBe(0);
    }
  });

  test('is ordered among invalid versions, the same from both sides', () => {
    for (const one of [...texts, ...NO_TEXT] as string[]) {
      for (const other of [...texts, ...NO_TEXT] as string[]) {
        expect(Math.sign(api.sortVersions(one, other)) + Math.sign(api.sortVersions(other, one))).toBe(0);
      }
    }
  });

  test('is handed back as it came', () => {
    for (const bad of [...texts, ...NO_TEXT] as string[]) {
      expect([api.valueToVersion(bad), api.getPinnedValue(bad)]).toEqual([bad, bad]);
    }
  });
});

describe('for any versions', () => {
  const settings = { numRuns: 1000 };
  const pairs = fc.tuple(versions(), versions());

  test('another distro or arch is never equal, compatible, less or the new value', () => {
    fc.assert(
      fc.property(pairs, ([one, other]) => {
        fc.pre(!isSameBuild(one, other));
        const [a, b] = [formatVersion(one), formatVersion(other)];
        for (const method of ['equals', 'matches', 'isCompatible', 'isLessThanRange'] as const) {
          expect(api[method](a, b)).toBe(false);
        }
        const isSpelling = one.distro === other.distro && (one.arch === undefined || other.arch === undefined);
        if (!isSpelling) expect(api.getNewValue({ currentValue: a, newVersion: b })).toBeNull();
      }),
      settings,
    );
  });

  test('a new value is the new version in the spelling of the old value', () => {
    const spellings = fc.record({ v: fc.boolean(), withArch: fc.boolean() });
    fc.assert(
      fc.property(pairs, spellings, spellings, ([one, { distro, arch, ...numbers }], before, after) => {
        const current = { ...one, v: before.v, distro, arch: before.withArch ? arch : undefined };
        const next = { ...numbers, v: after.v, distro, arch: after.withArch ? arch : undefined };
        const value = api.getNewValue({ currentValue: formatVersion(current), newVersion: formatVersion(next) });
        expect(value && parseVersion(value)).toEqual({ ...next, v: current.v, arch: current.arch });
      }),
      settings,
    );
  });

  test('the order is total, for other text as well', () => {
    const text = fc.oneof(versions().map(formatVersion), nearMisses(), fc.string({ maxLength: 3 }));
    fc.assert(
      fc.property(text, text, text, (...three) => {
        const [a, b, c] = three.sort(api.sortVersions) as [string, string, string];
        expect([api.sortVersions(a, b), api.sortVersions(b, c), api.sortVersions(a, c)].every((n) => n <= 0)).toBe(
          true,
        );
        expect(Math.sign(api.sortVersions(a, c)) + Math.sign(api.sortVersions(c, a))).toBe(0);
        expect(api.isGreaterThan(a, b)).toBe(false);
      }),
      settings,
    );
  });

  test('invalid versions have a negative result', () => {
    fc.assert(
      fc.property(fc.oneof(nearMisses(), fc.string({ unit: 'binary' })), (text) => {
        fc.pre(parseVersion(text) === undefined);
        expect(CALLS.map(({ call }) => call(api, text as never))).toEqual(CALLS.map(({ expected }) => expected));
      }),
      settings,
    );
  });
});
