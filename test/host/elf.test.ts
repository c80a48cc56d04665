import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostArch } from '../../src/cli/host-options.ts';
import { elfArch } from '../../src/host/elf.ts';

/** The first 20 bytes of programs, as `od -An -tx1` shows them. */
const HEADS: readonly (readonly [arch: string, head: string])[] = [
  ['x86-64', '7f454c4602010100000000000000000002003e00'],
  ['x86-64', '7f454c4602010103000000000000000003003e00'],
  ['arm64', '7f454c460201010000000000000000000300b700'],
  ['riscv64', '7f454c460201010000000000000000000300f300'],
  ['s390x', '7f454c4602020100000000000000000000030016'],
  ['ppc64-le', '7f454c4602010100000000000000000003001500'],
  ['ELF machine 21 of 64 bits', '7f454c4602020100000000000000000000030015'],
  ['ELF machine 3 of 32 bits', '7f454c4601010100000000000000000003000300'],
  ['ELF machine 62 of 32 bits', '7f454c4601010100000000000000000003003e00'],
  ['ELF machine 40 of 32 bits', '7f454c4601010100000000000000000003002800'],
  ['no ELF', '7f454c460201010000000000000000000300b7'],
  ['no ELF', '23212f62696e2f73680a23212f62696e2f73680a'],
  ['no ELF', ''],
];

test.each(HEADS)('%s: %s', (arch, head) => {
  expect(elfArch(Buffer.from(head, 'hex'))).toBe(arch);
});

test('the program that runs this', () => {
  expect(elfArch(readFileSync(process.execPath).subarray(0, 20))).toBe(hostArch());
});
