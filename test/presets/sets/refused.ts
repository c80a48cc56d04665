import type { Facts } from '../../../src/check/facts.ts';
import { lint } from '../../../src/check/lints/preset-order.ts';
import { named, PINNING, type PresetSet } from './sets.ts';

/** Whether `check` refuses what a repository extends. */
export function isRefused(set: PresetSet): boolean {
  const presets = set.flatMap((name, index) => {
    const preset = { name: named(name), via: ['extends', index], nested: false, error: null };
    // Renovate's own preset that is brought by another one.
    return name === PINNING[1] ? [preset, { ...preset, name: PINNING[0], nested: true }] : [preset];
  });
  const facts = { inspection: { file: 'renovate.json', presets } };
  return lint.find(facts as unknown as Facts).length > 0;
}
