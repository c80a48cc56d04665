import { expect, test } from 'vitest';
import { parsePackageVersion } from '../../src/sysext/package-version.ts';
import { formatRelease } from '../../src/sysext/release.ts';

test.each([
  ['1.34.10-ubuntu24.04u1', 'v1.34.10'],
  ['1.34.10-1.azl3', 'v1.34.10'],
  ['0.0.1-12.azl30', 'v0.0.1'],
  ['v1.34.10-1.azl3', undefined],
  ['1.34-1.azl3', undefined],
  ['1.34.10-1', undefined],
  ['1.34.10-1-azlinux3', undefined],
  ['1.34.10-rc.1-1.azl3', undefined],
  ['1.34.10', undefined],
])('the release of the package %j is %j', (text, expected) => {
  const release = parsePackageVersion(text);
  expect(release && formatRelease(release)).toBe(expected);
});
