import { singleArch, singleArchCombination } from '../parts/single-arch.ts';

export const preset = singleArch('arm64');

export const combination = singleArchCombination('arm64');
