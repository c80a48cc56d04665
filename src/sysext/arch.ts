/** The names of one architecture: in systemd, in OCI image indexes (GOARCH), and from `uname -m`. */
interface ArchNames {
  readonly oci: string;
  readonly uname: string;
}

/**
 * Known architectures, by systemd's name.
 *
 * systemd: `ConditionArchitecture=` in systemd.unit(5). OCI: the values of GOARCH.
 */
const NAMES = {
  'x86-64': { oci: 'amd64', uname: 'x86_64' },
  arm64: { oci: 'arm64', uname: 'aarch64' },
  riscv64: { oci: 'riscv64', uname: 'riscv64' },
  s390x: { oci: 's390x', uname: 's390x' },
  'ppc64-le': { oci: 'ppc64le', uname: 'ppc64le' },
} as const satisfies Record<string, ArchNames>;

/** An architecture by systemd's name, as in a tag. */
export type Arch = keyof typeof NAMES;

/** Every known architecture, by systemd's name. */
export const ARCHES = Object.keys(NAMES) as readonly Arch[];

/** Whether `name` is systemd's name of a known architecture. */
export function isArch(name: string): name is Arch {
  return Object.hasOwn(NAMES, name);
}

/** Whether `name` is a name of a known architecture in systemd, OCI or uname: `x86-64`, `amd64`, `x86_64`, ... */
export function isArchName(name: string): boolean {
  return ALL_NAMES.has(name);
}

const ALL_NAMES: ReadonlySet<string> = new Set(ARCHES.flatMap((arch) => [arch, NAMES[arch].oci, NAMES[arch].uname]));

/**
 * Parses systemd's name of an architecture.
 *
 * @throws {Error} that lists the known names, and suggests systemd's for a name of OCI or uname.
 */
export function parseArch(name: string): Arch {
  if (isArch(name)) return name;
  const other = ARCHES.find((arch) => NAMES[arch].oci === name || NAMES[arch].uname === name);
  const fix = other === undefined ? 'expected' : `did you mean ${JSON.stringify(other)}? Expected`;
  throw new Error(`unknown architecture ${JSON.stringify(name)}: ${fix} one of ${ARCHES.join(', ')}`);
}

/** Converts to the name in OCI image indexes and in Docker: `amd64` for `x86-64`. */
export function toOciArch(arch: Arch): string {
  return NAMES[arch].oci;
}

/** Converts to the name that `uname -m` prints: `x86_64` for `x86-64`. */
export function toUnameArch(arch: Arch): string {
  return NAMES[arch].uname;
}

/** Converts the name that `uname -m` prints to systemd's. @throws {Error} that lists the known names. */
export function fromUnameArch(name: string): Arch {
  const found = ARCHES.find((arch) => NAMES[arch].uname === name);
  if (found !== undefined) return found;
  const known = ARCHES.map((arch) => NAMES[arch].uname).join(', ');
  throw new Error(`unknown uname architecture ${JSON.stringify(name)}: expected one of ${known}`);
}
