import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearestValue } from '../../src/sysext/spelling.ts';
import { formatVersion, parseValue } from '../../src/sysext/tag.ts';
import { versions } from './arbitraries.ts';

const CASES: readonly (readonly [text: string, nearest: string | undefined])[] = [
  ['v1.34.10-1-azlinux3', 'v1.34.10-1-azlinux3'],
  ['1.34.10-1-azlinux3', 'v1.34.10-1-azlinux3'],
  [' V1.34.10-1-AzLinux3\n', 'v1.34.10-1-azlinux3'],
  ['vv1.34.10-1-azlinux3', 'v1.34.10-1-azlinux3'],
  ['v1.034.10-01-azlinux3', 'v1.34.10-1-azlinux3'],
  ['v1.34.10_1_azlinux3', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-1.azlinux3', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-1-azlinux3-x86-64', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-1-azlinux3-x86_64', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-1-azlinux3-amd64', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-1-azlinux3-ppc64-le', 'v1.34.10-1-azlinux3'],
  ['v1.34.10-rc.1-1-azlinux3', 'v1.34.10-rc.1-1-azlinux3'],
  ['v1.34.10-1-ubuntu24.04', 'v1.34.10-1-ubuntu24.04'],
  // A missing part cannot be guessed.
  ['v1.34.10-azlinux3', undefined],
  ['v1.34.10-1', undefined],
  ['v1.34-1-azlinux3', undefined],
  ['v1.34.10-1-arm64', undefined],
  ['latest', undefined],
  ['', undefined],
];

test.each(CASES)('%j is meant as %j', (text, nearest) => {
  expect(nearestValue(text)).toBe(nearest);
});

const misspellings = fc.constantFrom<(text: string) => string>(
  (text) => text.slice(1),
  (text) => text.toUpperCase(),
  (text) => text.replace(/-(\d+)-/, '-00$1-'),
  (text) => `${text}-amd64`,
  (text) => `${text}-aarch64`,
  (text) => ` ${text}`,
);

test('whatever is done to a value, it is found again', () => {
  fc.assert(
    fc.property(versions(), fc.array(misspellings, { maxLength: 1 }), (version, changes) => {
      const value = formatVersion({ ...version, v: true, arch: undefined });
      // `rc.1` may also be the name of a distro, and then keeps its zeros.
      fc.pre(!/^[a-z]+\.[\d.]+$/.test(version.distro));
      expect(nearestValue(changes.reduce((text, change) => change(text), value))).toBe(value);
    }),
  );
});

test('whatever the text, what is proposed is a value', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^v?[0-9]+(?:[.\-_][a-z0-9]+){0,6}$/)), (text) => {
      const nearest = nearestValue(text);
      if (nearest !== undefined) expect(parseValue(nearest)).toBeDefined();
    }),
  );
});
