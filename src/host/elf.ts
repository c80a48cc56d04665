import type { Arch } from '../sysext/arch.ts';

/** As much of a file as {@link elfArch} reads. */
export const ELF_HEAD = 20;

const LITTLE_ENDIAN = 1;
const BIG_ENDIAN = 2;
const CLASS_64 = 2;

interface Machine {
  /** e_machine, and the byte order that goes with the arch (System V ABI, "ELF Header"). */
  readonly machine: number;
  readonly order: number;
  readonly bits: 64 | 32;
  readonly arch: Arch;
}

/** The machines of an arch: its own, and those of 32 bits whose programs its processors run as well. */
const MACHINES: readonly Machine[] = [
  { machine: 62, order: LITTLE_ENDIAN, bits: 64, arch: 'x86-64' },
  { machine: 62, order: LITTLE_ENDIAN, bits: 32, arch: 'x86-64' },
  { machine: 3, order: LITTLE_ENDIAN, bits: 32, arch: 'x86-64' },
  { machine: 183, order: LITTLE_ENDIAN, bits: 64, arch: 'arm64' },
  { machine: 183, order: LITTLE_ENDIAN, bits: 32, arch: 'arm64' },
  { machine: 40, order: LITTLE_ENDIAN, bits: 32, arch: 'arm64' },
  { machine: 243, order: LITTLE_ENDIAN, bits: 64, arch: 'riscv64' },
  { machine: 243, order: LITTLE_ENDIAN, bits: 32, arch: 'riscv64' },
  { machine: 22, order: BIG_ENDIAN, bits: 64, arch: 's390x' },
  { machine: 22, order: BIG_ENDIAN, bits: 32, arch: 's390x' },
  { machine: 21, order: LITTLE_ENDIAN, bits: 64, arch: 'ppc64-le' },
];

/**
 * The arch that a program is for, by the first bytes of its file.
 *
 * @returns `no ELF` for scripts and other files; for other files than 64-bit programs of a known arch, a description of the header.
 */
export function elfArch(head: Buffer): Arch | string {
  const header = readHeader(head);
  if (header === undefined) return NO_ELF;
  const known = machineOf(header);
  return known?.bits === 64 ? known.arch : `ELF machine ${header.machine} of ${header.bits} bits`;
}

/** The result of {@link elfArch} for a file that is not a program of the machine. */
export const NO_ELF = 'no ELF';

/**
 * Whether a file runs on an arch, by its first bytes: programs of 32 bits that the arch's processors run do, and so do
 * scripts and other files that are not ELF.
 */
export function runsOn(head: Buffer, arch: Arch): boolean {
  const header = readHeader(head);
  return header === undefined || machineOf(header)?.arch === arch;
}

type Header = Pick<Machine, 'machine' | 'order' | 'bits'>;

/** @returns `undefined` for other files than ELF. */
function readHeader(head: Buffer): Header | undefined {
  if (head.length < ELF_HEAD || head.toString('latin1', 0, 4) !== '\u007fELF') return undefined;
  const order = head[5] ?? 0;
  const machine = order === BIG_ENDIAN ? head.readUInt16BE(18) : head.readUInt16LE(18);
  return { machine, order, bits: head[4] === CLASS_64 ? 64 : 32 };
}

function machineOf({ machine, order, bits }: Header): Machine | undefined {
  return MACHINES.find((one) => one.machine === machine && one.order === order && one.bits === bits);
}
