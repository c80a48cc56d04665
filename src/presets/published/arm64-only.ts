import { singleArch } from '../parts/single-arch.ts';

export const preset = singleArch('arm64');
