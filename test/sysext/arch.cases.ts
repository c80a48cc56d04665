import type { Arch } from '../../src/sysext/arch.ts';

/** The names of every known architecture. */
export const NAMES: readonly { readonly arch: Arch; readonly oci: string; readonly uname: string }[] = [
  { arch: 'x86-64', oci: 'amd64', uname: 'x86_64' },
  { arch: 'arm64', oci: 'arm64', uname: 'aarch64' },
  { arch: 'riscv64', oci: 'riscv64', uname: 'riscv64' },
  { arch: 's390x', oci: 's390x', uname: 's390x' },
  { arch: 'ppc64-le', oci: 'ppc64le', uname: 'ppc64le' },
];

/** Other systems' names of a known architecture, and systemd's. */
export const OTHER_NAMES: readonly { readonly name: string; readonly arch: Arch }[] = [
  { name: 'amd64', arch: 'x86-64' },
  { name: 'x86_64', arch: 'x86-64' },
  { name: 'aarch64', arch: 'arm64' },
  { name: 'ppc64le', arch: 'ppc64-le' },
];

/** Strings that are not names of an architecture. */
export const UNKNOWN: readonly string[] = [
  '',
  ' ',
  'x86',
  'x86-64 ',
  ' x86-64',
  'x86-64\n',
  'X86-64',
  'ARM64',
  'arm',
  'arm64v8',
  'arm64/v8',
  'linux/arm64',
  'noarch',
  'азм64',
  'x86\u201164',
  'constructor',
  'toString',
  '__proto__',
];
