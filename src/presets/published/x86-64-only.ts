import { singleArch, singleArchCombination } from '../parts/single-arch.ts';

export const preset = singleArch('x86-64');

export const combination = singleArchCombination('x86-64');
