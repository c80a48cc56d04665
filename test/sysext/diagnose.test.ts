import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ARCHES } from '../../src/sysext/arch.ts';
import { readVersion } from '../../src/sysext/diagnose.ts';
import { parseVersion } from '../../src/sysext/tag.ts';

/** A text, and what it is: a kind, or what is wrong with it. */
const CASES: readonly (readonly [string, string])[] = [
  ['v1.34.10-1-azlinux3', 'version'],
  ['v1.34.10-1-azlinux3-x86-64', 'version'],
  ['v1.35.0-rc.1-1-azlinux3', 'version'],
  ['v1.34.10', 'revisionless'],
  ['3.0.20260304', 'foreign'],
  ['1.34.10-1-azlinux3', 'the leading v is missing: write v1.34.10-1-azlinux3'],
  ['v1.34.010-1-azlinux3', 'a number has a leading zero'],
  ['v1.34.10-01-azlinux3', 'a number has a leading zero'],
  ['v1.34-1-azlinux3', '1.34 is not major.minor.patch'],
  ['v1.34.10-azlinux3', 'the revision is missing: add a number such as -1 after the release'],
  ['v1.34.10-1', 'the distro is missing: add a name such as -azlinux3 after the revision'],
  ['v1.34.10-1-arm64', 'the architecture arm64 is in the place of the distro'],
  [
    'v1.34.10-1-azlinux3-amd64',
    'unknown architecture "amd64": did you mean "x86-64"? Expected one of x86-64, arm64, riscv64, s390x, ppc64-le',
  ],
  [
    'v1.34.10-1-azlinux3-debug',
    'unknown architecture "debug": expected one of x86-64, arm64, riscv64, s390x, ppc64-le',
  ],
  [
    'v1.34.10-1-Azlinux3',
    'Azlinux3 is not a valid distro: write lower-case letters and digits, such as azlinux3 or ubuntu24.04',
  ],
  ['latest', 'a version starts with a release such as v1.34.10'],
  ['', 'a version starts with a release such as v1.34.10'],
  [`v1.34.10-1-${'a'.repeat(130)}`, 'a tag has at most 128 characters, and this one has 141'],
  [
    `v1.34.10-1-azlinux3-${'a'.repeat(108)}`,
    `unknown architecture "${'a'.repeat(108)}": expected one of ${ARCHES.join(', ')}`,
  ],
  [`v1.34.10-1-azlinux3-${'a'.repeat(109)}`, 'a tag has at most 128 characters, and this one has 129'],
  ['v1.5.7', 'revisionless'],
  ['v10.345.100', 'revisionless'],
  ['v0.0.0', 'revisionless'],
  ['xv1.34.10', 'a version starts with a release such as v1.34.10'],
  ['x1.34.10-1-azlinux3', 'a version starts with a release such as v1.34.10'],
  ['v1.34.10-1-azlinux3\nmore', 'a version starts with a release such as v1.34.10'],
  ['v1.34', '1.34 is not major.minor.patch'],
  ['v1.34.10.2', '1.34.10.2 is not major.minor.patch'],
  ['1.34.10-azlinux3', 'the revision is missing: add a number such as -1 after the release'],
  ['v1.34.10-1a-azlinux3', 'the revision is missing: add a number such as -1 after the release'],
  ['v1.34.10-rc.10-azlinux3', 'the revision is missing: add a number such as -1 after the release'],
  ['v1.34.10-12', 'the distro is missing: add a name such as -azlinux3 after the revision'],
  ['v1.34.10-100', 'the distro is missing: add a name such as -azlinux3 after the revision'],
  ['v01.34.10-1-azlinux3', 'a number has a leading zero'],
  ['v1.34.10-1-azlinux3-x86-64-debug', `unknown architecture "x86-64-debug": expected one of ${ARCHES.join(', ')}`],
];

test.each(CASES)('%s: %s', (text, expected) => {
  const reading = readVersion(text);
  expect(reading.kind === 'malformed' ? reading.why : reading.kind).toBe(expected);
});

test('whatever the text, it is a version just when it parses as one, and a mistake is named', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^v?1\.34\.\d-\d+-[a-z0-9-]{0,12}$/)), (text) => {
      const reading = readVersion(text);
      expect(reading.kind === 'version').toBe(parseVersion(text)?.v === true);
      if (reading.kind === 'malformed') expect(reading.why).toMatch(/\w/);
    }),
  );
});
