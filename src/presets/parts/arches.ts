import type { Arch } from '../../sysext/arch.ts';

/** The architectures that host images are built for. */
export const ARCHES_BY_DEFAULT = ['x86-64', 'arm64'] as const satisfies readonly Arch[];

/** The architecture whose tags stand for all when Renovate's docker datasource looks up a value without one. */
export const DOCKER_ARCH = 'x86-64' satisfies Arch;
