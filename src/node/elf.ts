import type { Arch } from '../sysext/arch.ts';

/** As much of a file as {@link elfArch} reads. */
export const ELF_HEAD = 20;

const LITTLE_ENDIAN = 1;
const BIG_ENDIAN = 2;
const CLASS_64 = 2;

/** The values of e_machine, with the byte order that goes with the arch (System V ABI, "ELF Header"). */
const MACHINES: readonly { readonly machine: number; readonly order: number; readonly arch: Arch }[] = [
  { machine: 62, order: LITTLE_ENDIAN, arch: 'x86-64' },
  { machine: 183, order: LITTLE_ENDIAN, arch: 'arm64' },
  { machine: 243, order: LITTLE_ENDIAN, arch: 'riscv64' },
  { machine: 22, order: BIG_ENDIAN, arch: 's390x' },
  { machine: 21, order: LITTLE_ENDIAN, arch: 'ppc64-le' },
];

/**
 * The arch that a program is for, by the first bytes of its file.
 *
 * @returns `no ELF` for scripts and other files; for an arch that is not known here, what the header says.
 */
export function elfArch(head: Buffer): Arch | string {
  if (head.length < ELF_HEAD || head.toString('latin1', 0, 4) !== '\u007fELF') return NO_ELF;
  const bits = head[4] === CLASS_64 ? 64 : 32;
  const order = head[5] ?? 0;
  const machine = order === BIG_ENDIAN ? head.readUInt16BE(18) : head.readUInt16LE(18);
  const known = MACHINES.find((one) => bits === 64 && one.machine === machine && one.order === order);
  return known?.arch ?? `ELF machine ${machine} of ${bits} bits`;
}

/** What {@link elfArch} says of a file that is no program of the machine. */
export const NO_ELF = 'no ELF';
