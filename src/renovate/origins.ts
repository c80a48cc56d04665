import type { Internals } from './internals.ts';
import { readSources } from './sources.ts';

/**
 * Where each element of a list of the resolved configuration comes from: the preset, or the configuration file.
 *
 * @returns names in the order of the list; none where a preset cannot be had.
 */
export async function originsOf(internals: Internals, list: 'packageRules' | 'customManagers'): Promise<string[]> {
  const { sources, presets } = await readSources(internals);
  if (presets.some(({ error }) => error !== null)) return [];
  return sources
    .filter(({ inRule }) => !inRule)
    .flatMap(({ name, config }) => [config[list] ?? []].flat().map(() => name));
}

/** Whether a preset is one of Renovate's own, such as `config:recommended` or `:dependencyDashboard`. */
export function isBuiltIn(origin: string): boolean {
  return /^(?:[a-z][a-zA-Z-]*)?:(?!\/\/)/.test(origin) && !origin.includes('>');
}
