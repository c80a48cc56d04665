import { expect, test } from 'vitest';
import { distroLookedFor } from '../../src/presets/parts/managers.ts';

const NUMBER = '(?:0|[1-9]\\d{0,14})';

/** An `extractVersion` with its templates filled in, and the distro that it looks for. */
const CASES: readonly (readonly [extractVersion: string, distro: string | undefined])[] = [
  [`^(?<version>v1[.]34[.]${NUMBER})-${NUMBER}-azlinux3(?:@complete|-x86-64)$`, 'azlinux3'],
  [`^(?<version>v1[.]34[.]${NUMBER})-${NUMBER}-ubuntu24[.]04(?:@complete|-x86-64)$`, 'ubuntu24.04'],
  [`^(?<version>v1[.]34[.]${NUMBER})-${NUMBER}-a[.]1[.]2(?:@complete|-x86-64)$`, 'a.1.2'],
  // That of a slot with a revision and a distro: the distro is a part of the version.
  ['^(?<version>v1[.]34[.].+-azlinux3)(?:@complete|-x86-64)$', undefined],
  [`^(?<version>v1[.]34[.]${NUMBER})-${NUMBER}-azlinux3$`, undefined],
  [`(?:@complete|-x86-64)$^(?<version>v1[.]34[.]${NUMBER})-${NUMBER}-azlinux3`, undefined],
  [`^(?<version>v1)-azlinux3-more(?:@complete|-x86-64)$`, undefined],
  ['', undefined],
];

test.each(CASES)('%s looks for %s', (extractVersion, distro) => {
  expect(distroLookedFor(extractVersion)).toBe(distro);
});
