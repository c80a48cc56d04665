import type { Arch } from '../../sysext/arch.ts';

/** The architectures that node images are built for. */
export const ARCHES_BY_DEFAULT = ['x86-64', 'arm64'] as const satisfies readonly Arch[];
