import { expect, test } from 'vitest';
import { BUILDS, type Build, candidateFor, slotVersion } from '../../../src/renovate/inspect/candidates.ts';
import { parseVersion } from '../../../src/sysext/tag.ts';

function releasesFor(currentValue: string, build: Build): readonly string[] | undefined {
  const version = slotVersion({ currentValue });
  return (
    version && candidateFor(version, build)?.releases.filter((release) => parseVersion(release)?.arch === undefined)
  );
}

test.each<[Build, string, string[]]>([
  ['nextRevision', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.9-3-azlinux3']],
  ['tenthRevision', 'v1.34.9-2-azlinux3', ['v1.34.9-9-azlinux3', 'v1.34.9-10-azlinux3']],
  ['nextPatch', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-2-azlinux3']],
  ['patchOfOtherRevision', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-3-azlinux3']],
  ['olderRevision', 'v1.34.9-2-azlinux3', ['v1.34.9-10-azlinux3', 'v1.34.9-9-azlinux3']],
  ['nextMinor', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.35.0-2-azlinux3']],
  ['prerelease', 'v1.34.9-2-azlinux3', ['v1.34.9-2-azlinux3', 'v1.34.10-rc.1-2-azlinux3']],
])('%s of %s', (build, value, expected) => {
  expect(releasesFor(value, build)).toEqual(expected);
});

test('a build has every arch of a value without an arch, and only the arch of one with it', () => {
  const releases = (currentValue: string) =>
    candidateFor(slotVersion({ currentValue }) ?? fail(), 'nextRevision')?.releases;
  expect(releases('v1.34.9-2-azlinux3')).toContain('v1.34.9-3-azlinux3-arm64');
  expect(releases('v1.34.9-2-azlinux3-x86-64')).toEqual(['v1.34.9-2-azlinux3-x86-64', 'v1.34.9-3-azlinux3-x86-64']);
});

test('a build of another distro has a name that no rule matches', () => {
  expect(releasesFor('v1.34.9-2-azlinux3', 'otherDistro')?.at(1)).toMatch(/^v1\.34\.9-3-otherdistro9$/);
});

test.each(['v1.34.9-rc.1-2-azlinux3', 'v1.34.9', 'latest'])('%s has no trial build', (value) => {
  expect(BUILDS.filter((build) => releasesFor(value, build) !== undefined)).toEqual([]);
});

function fail(): never {
  throw new Error('not a version');
}
