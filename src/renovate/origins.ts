import type { Config, Internals } from './internals.ts';

/**
 * Where each element of a list of the resolved configuration comes from: the preset, or the configuration file.
 * Walks through the presets in the order in which Renovate merges them: what a configuration extends comes before
 * what it says itself.
 *
 * @returns names in the order of the list; none where a preset cannot be had.
 */
export async function originsOf(internals: Internals, list: 'packageRules' | 'customManagers'): Promise<string[]> {
  const { detectRepoFileConfig } = internals['workers/repository/init/merge.js'];
  const { getPreset } = internals['config/presets/index.js'];
  const { configFileName = 'the configuration', configFileParsed = {} } = await detectRepoFileConfig();
  const ignored = (configFileParsed['ignorePresets'] ?? []) as string[];

  async function walk(config: Config, name: string, above: readonly string[]): Promise<string[]> {
    const origins: string[] = [];
    for (const preset of [config['extends'] ?? []].flat() as string[]) {
      if (above.includes(preset) || ignored.includes(preset)) continue;
      origins.push(...(await walk(await getPreset(preset, configFileParsed), preset, [...above, preset])));
    }
    const own = (config[list] ?? []) as unknown[];
    return [...origins, ...own.map(() => name)];
  }

  return walk(configFileParsed, configFileName, []).catch(() => []);
}

/** Whether a preset is one of Renovate's own, such as `config:recommended` or `:dependencyDashboard`. */
export function isBuiltIn(origin: string): boolean {
  return /^(?:[a-z][a-zA-Z-]*)?:(?!\/\/)/.test(origin) && !origin.includes('>');
}
