import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  compareReleases,
  FIRST_LTS_PATCH,
  formatRelease,
  isLts,
  leadingMinor,
  leadingRelease,
  minorOf,
  parseRelease,
  type Release,
} from '../../src/sysext/release.ts';
import { versions } from './arbitraries.ts';
import { ASCENDING, LEADING, MINORS, OTHERS, RELEASES } from './release.cases.ts';

const BASE: Release = { major: 1, minor: 34, patch: 10, prerelease: undefined };

describe('a release', () => {
  test.each(RELEASES)('$text', ({ text, differs, format = text }) => {
    expect(parseRelease(text)).toEqual({ ...BASE, ...differs });
    expect(leadingRelease(text)).toEqual({ ...BASE, ...differs });
    expect(formatRelease({ ...BASE, ...differs })).toBe(format);
  });
});

describe('a text that starts with a release', () => {
  test.each(LEADING)('$text', ({ text, differs }) => {
    expect(leadingRelease(text)).toEqual({ ...BASE, ...differs });
    expect(parseRelease(text)).toBeUndefined();
  });
});

describe('a text that does not start with a release', () => {
  test.each(OTHERS)('%j', (text) => {
    expect(leadingRelease(text)).toBeUndefined();
    expect(parseRelease(text)).toBeUndefined();
  });
});

test('the order is that of the numbers, a pre-release before its release', () => {
  const shuffled = ASCENDING.toReversed().map((text) => parseRelease(text) as Release);
  expect(shuffled.toSorted(compareReleases).map(formatRelease)).toEqual(ASCENDING);
});

test('a release is parsed as it was formatted', () => {
  fc.assert(
    fc.property(versions(), ({ major, minor, patch, prerelease }) => {
      const release = { major, minor, patch, prerelease };
      expect(parseRelease(formatRelease(release))).toEqual(release);
    }),
  );
});

test.each([
  ['v1.34.10', '1.34', false],
  ['v1.31.99', '1.31', false],
  [`v1.31.${FIRST_LTS_PATCH}`, '1.31', true],
  ['v1.31.101', '1.31', true],
])('%s is of minor %s, LTS: %s', (text, minor, lts) => {
  const release = parseRelease(text) as Release;
  expect([minorOf(release), isLts(release)]).toEqual([minor, lts]);
});

test.each(MINORS)('the minor that %j starts with is %j', (text, minor) => {
  expect(leadingMinor(text)).toBe(minor);
});
