import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/renovate/messages.ts';
import { findDigest, findReleases, findTags } from '../../../src/renovate/patches/find-in-snapshot.ts';

const REPOSITORY = 'oss/v2/kubernetes/kubelet-sysext';
const MCR = { registry: 'https://mcr.microsoft.com', repository: REPOSITORY };

function listOf(registry: string, repository: string): Snapshot {
  return { lists: [{ registry, repository, tags: ['v1'] }], releases: [], presets: [] };
}

describe('a tag list, however its registry is written', () => {
  test.each([
    ['https://mcr.microsoft.com', REPOSITORY, MCR],
    ['https://mcr.microsoft.com/', REPOSITORY, MCR],
    ['mcr.microsoft.com', REPOSITORY, MCR],
    ['mcr.microsoft.com/', REPOSITORY, MCR],
    ['HTTPS://MCR.Microsoft.com', REPOSITORY, MCR],
    ['https://mcr.microsoft.com:443', REPOSITORY, MCR],
    ['http://mcr.microsoft.com:80', REPOSITORY, MCR],
    ['https://mcr.microsoft.com/oss/v2', 'kubernetes/kubelet-sysext', MCR],
    [
      'mirror.example:5000/prefix/',
      REPOSITORY,
      { registry: 'https://mirror.example:5000', repository: `prefix/${REPOSITORY}` },
    ],
    ['docker.io', 'library/alpine', { registry: 'https://index.docker.io', repository: 'library/alpine' }],
    [
      'https://registry-1.docker.io',
      'acme/x-sysext',
      { registry: 'https://index.docker.io', repository: 'acme/x-sysext' },
    ],
    ['http://localhost:5000', REPOSITORY, { registry: 'http://localhost:5000', repository: REPOSITORY }],
  ])('%s, %s', (registry, repository, wanted) => {
    expect(findTags(listOf(registry, repository), wanted)).toEqual(['v1']);
  });

  test.each([
    ['https://mcr.microsoft.com', 'oss/v2/kubernetes/kubectl-sysext'],
    ['https://mcr.microsoft.com.example', REPOSITORY],
    ['https://mcr.microsoft.com:5000', REPOSITORY],
    ['https://mcr.microsoft.com/mirror', REPOSITORY],
    ['https://mirror.example', `mcr.microsoft.com/${REPOSITORY}`],
  ])('not %s, %s', (registry, repository) => {
    expect(findTags(listOf(registry, repository), MCR)).toBeUndefined();
  });
});

test('a package without releases is not one that is missing', () => {
  const key = { datasource: 'npm', packageName: 'a', registryUrl: null };
  const snapshot: Snapshot = { lists: [], releases: [{ ...key, result: null }], presets: [] };
  expect(findReleases(snapshot, key)).toBeNull();
  expect(findReleases(snapshot, { ...key, packageName: 'b' })).toBeUndefined();
});

test('a digest, by the one that it replaces', () => {
  const key = { datasource: 'docker', packageName: 'a', registryUrl: null, value: '1', currentDigest: 'sha256:1' };
  const snapshot: Snapshot = { lists: [], releases: [], digests: [{ ...key, digest: 'sha256:2' }], presets: [] };
  expect(findDigest(snapshot, key)).toBe('sha256:2');
  expect(findDigest(snapshot, { ...key, currentDigest: null })).toBeUndefined();
  expect(findDigest({ lists: [], releases: [], presets: [] }, key)).toBeUndefined();
});
