import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHES } from '../../src/sysext/arch.ts';
import { compareVersions } from '../../src/sysext/order.ts';
import { formatRelease, parseRelease } from '../../src/sysext/release.ts';
import {
  formatVersion,
  GRAMMAR,
  isDistro,
  MAX_LENGTH,
  parseReleaseOf,
  parseSlotValue,
  parseTag,
  parseValue,
  parseVersion,
} from '../../src/sysext/tag.ts';
import { nearMisses, versions } from './arbitraries.ts';
import { BASE, HOSTILE, MALFORMED, SPELLINGS, VALID } from './tag.cases.ts';

describe('a version', () => {
  test.each(VALID)('$text', ({ text, differs }) => {
    expect(parseVersion(text)).toEqual({ ...BASE, ...differs });
    expect(formatVersion({ ...BASE, ...differs })).toBe(text);
  });

  test('may have as many characters as a tag', () => {
    const longest = Math.max(...VALID.map(({ text }) => text.length));
    expect([longest, MAX_LENGTH]).toEqual([128, 128]);
  });
});

describe.each(Object.entries(MALFORMED))('not a version: %s', (_reason, texts) => {
  test.each(texts)('%j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('a hostile string is not a version', () => {
  test.each(HOSTILE)('$name', ({ text }) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('a tag has a v and an arch, a value a v and no arch', () => {
  test.each(SPELLINGS)('$text is $as', ({ text, as }) => {
    const version = parseVersion(text);
    expect(parseTag(text)).toEqual(as.includes('tag') ? version : undefined);
    expect(parseValue(text)).toEqual(as.includes('value') ? version : undefined);
  });
});

describe('for any input', () => {
  test('a version is read as it was written', () => {
    fc.assert(
      fc.property(versions(), (version) => {
        expect(parseVersion(formatVersion(version))).toEqual(version);
      }),
    );
  });

  test('text of the grammar is written as it was read', () => {
    const { number, prerelease, distro } = GRAMMAR;
    const grammar = new RegExp(
      `^v?${number}\\.${number}\\.${number}(?:-${prerelease})?-${number}-${distro}(?:-(?:${ARCHES.join('|')}))?$`,
    );
    fc.assert(
      fc.property(fc.stringMatching(grammar), (text) => {
        fc.pre(text.length <= MAX_LENGTH);
        const version = parseVersion(text);
        expect(version && formatVersion(version)).toBe(text);
      }),
    );
  });

  test('text is read as a version which is spelled so, or as none', () => {
    const text = fc.oneof(nearMisses(), fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(text, (input) => {
        const version = parseVersion(input);
        expect(version === undefined ? input : formatVersion(version)).toBe(input);
      }),
      { numRuns: 2000 },
    );
  });
});

test.each([
  ['v1.34.10-1-azlinux3', 'v1.34.10'],
  ['v1.34.10-rc.1-2-noble-arm64', 'v1.34.10-rc.1'],
  ['1.34.10', 'v1.34.10'],
  ['v1.34.10-rc.1', 'v1.34.10-rc.1'],
  ['v1.34.10-1', undefined],
  ['v1.34.10-ubuntu24.04u1', undefined],
  ['v1.34', undefined],
])('the release of %j is %j', (text, expected) => {
  const release = parseReleaseOf(text);
  expect(release && formatRelease(release)).toBe(expected);
});

describe('the value of a slot', () => {
  test('is a version, whatever the distro of others', () => {
    expect(parseSlotValue('v1.34.10-1-azlinux3', 'noble')).toEqual(parseVersion('v1.34.10-1-azlinux3'));
    expect(parseSlotValue('v1.34.10-1-azlinux3', undefined)).toEqual(parseVersion('v1.34.10-1-azlinux3'));
  });

  test('is the newest build of a release for the distro, newer than every other', () => {
    const newest = parseSlotValue('v1.34.10', 'azlinux3');
    const build = parseVersion('v1.34.10-99-azlinux3');
    expect(newest).toMatchObject({ ...parseRelease('v1.34.10'), v: true, distro: 'azlinux3', arch: undefined });
    expect(newest && build && compareVersions(newest, build)).toBeGreaterThan(0);
  });

  test.each([
    ['v1.34.10', undefined],
    ['v1.34', 'azlinux3'],
    ['v1.34.10-1', 'azlinux3'],
  ])('%j is invalid for the distro %j', (text, distro) => {
    expect(parseSlotValue(text, distro)).toBeUndefined();
  });
});

test.each(['azlinux3', 'noble', 'ubuntu24.04', 'x'])('%j is a distro', (text) => {
  expect(isDistro(text)).toBe(true);
});

test.each(['', 'arm64', 'x86-64', 'amd64', 'Noble', '3azlinux', 'azlinux3-1', 'azlinux3\n'])(
  '%j is not a distro',
  (text) => {
    expect(isDistro(text)).toBe(false);
  },
);
