import { expect, test } from 'vitest';
import { findMention, findVersionLike, releasesIn, versionWords } from '../../src/sysext/in-text.ts';
import { formatRelease, type Release } from '../../src/sysext/release.ts';

const RELEASE: Release = { major: 1, minor: 34, patch: 10, prerelease: undefined };

test.each([
  ['Kubernetes v1.34.10', ['v1.34.10']],
  ['Kubernetes v1.34.10+abc (v1.35.0-rc.1)', ['v1.34.10+abc', 'v1.35.0-rc.1']],
  ['at 10.0.0.1 and 1.34', []],
  ['kubelet-v1.34.1-1-azlinux3.raw', ['v1.34.1-1-azlinux3.raw']],
])('the versions in %j are %j', (text, words) => {
  expect(versionWords(text)).toEqual(words);
});

test('releases are found with what follows them', () => {
  expect(releasesIn('v1.34.10+abc, v1.35.0-rc.1, 1.2').map(formatRelease)).toEqual(['v1.34.10', 'v1.35.0-rc.1']);
});

test.each([
  ['to v1.34.10 or', 'v1.34.10'],
  ['to 1.34.10-2.', '1.34.10-2.'],
  ['to v1.34.100', undefined],
  ['to 11.34.10', undefined],
])('the mention in %j is %j', (text, mention) => {
  expect(findMention(text, RELEASE)).toBe(mention);
});

test.each([
  ['at v1.34.10-01-azlinux3!', 'v1.34.10-01-azlinux3'],
  ['at v1.34.10-rc.1-1-noble', 'v1.34.10-rc.1-1-noble'],
  ['at v1.34.10-1', undefined],
])('the version in %j is %j', (text, version) => {
  expect(findVersionLike(text)).toBe(version);
});
