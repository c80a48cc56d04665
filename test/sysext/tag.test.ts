import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ARCHES } from '../../src/sysext/arch.ts';
import { formatVersion, GRAMMAR, MAX_LENGTH, parseTag, parseValue, parseVersion } from '../../src/sysext/tag.ts';
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

describe.each(Object.entries(MALFORMED))('no version: %s', (_reason, texts) => {
  test.each(texts)('%j', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('hostile text is no version', () => {
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
