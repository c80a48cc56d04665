import { describe, expect, test } from 'vitest';
import { ARCHES, fromUnameArch, isArch, isArchName, parseArch, toOciArch, toUnameArch } from '../../src/sysext/arch.ts';
import { NAMES, OTHER_NAMES, UNKNOWN } from './arch.cases.ts';

test('every known arch has a case', () => {
  expect(NAMES.map(({ arch }) => arch)).toEqual(ARCHES);
});

describe.each(NAMES)('$arch', ({ arch, oci, uname }) => {
  test('is parsed from systemd and uname', () => {
    expect([parseArch(arch), fromUnameArch(uname)]).toEqual([arch, arch]);
  });

  test('is written for OCI and uname', () => {
    expect([toOciArch(arch), toUnameArch(arch)]).toEqual([oci, uname]);
  });

  test("is an arch by systemd's name, and a name of one by all three", () => {
    expect(isArch(arch)).toBe(true);
    expect([arch, oci, uname].map(isArchName)).toEqual([true, true, true]);
  });
});

test.each(OTHER_NAMES)('$name is another name of $arch', ({ name, arch }) => {
  expect(isArch(name)).toBe(false);
  expect(isArchName(name)).toBe(true);
  expect(() => parseArch(name)).toThrow(
    `unknown architecture "${name}": did you mean "${arch}"? Expected one of x86-64, arm64, riscv64, s390x, ppc64-le`,
  );
});

test.each(UNKNOWN)('%j is not an architecture', (name) => {
  expect(isArch(name)).toBe(false);
  expect(isArchName(name)).toBe(false);
});

test.each(UNKNOWN)('the error for %j names the known arches', (name) => {
  const quoted = JSON.stringify(name);
  expect(() => parseArch(name)).toThrow(
    `unknown architecture ${quoted}: expected one of x86-64, arm64, riscv64, s390x, ppc64-le`,
  );
  expect(() => fromUnameArch(name)).toThrow(
    `unknown uname architecture ${quoted}: expected one of x86_64, aarch64, riscv64, s390x, ppc64le`,
  );
});

test("one system's name is not taken for another's", () => {
  expect(() => fromUnameArch('amd64')).toThrow('unknown uname architecture "amd64"');
  expect(() => fromUnameArch('arm64')).toThrow('unknown uname architecture "arm64"');
});
