import type { Config, Internals } from './internals.ts';
import type { RuleReference } from './protocol.ts';

/** Finds the rule that turns a dependency or an update off; `undefined` where none does. */
export type FindDisablingRule = (config: Config) => Promise<RuleReference | undefined>;

/** @param config the resolved configuration. */
export async function findDisablingRules(internals: Internals, config: Config): Promise<FindDisablingRule> {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const rules = (config['packageRules'] ?? []) as Config[];
  const origins = await originsOf(internals).catch(() => []);
  return async (dependency) => {
    let found: number | undefined;
    let current: Config = { ...dependency, enabled: true };
    for (const [index, rule] of rules.entries()) {
      current = await applyPackageRules({ ...current, packageRules: [rule] });
      if (current['enabled'] !== false) found = undefined;
      else found ??= index;
    }
    if (found === undefined) return undefined;
    const description = [rules[found]?.['description'] ?? []].flat().map(String).join(' ');
    // Rules that the bot's own configuration adds are not in the repository's: then no place is sure.
    const preset = origins.length === rules.length ? (origins[found] ?? null) : null;
    return { index: found, preset, description };
  };
}

/**
 * Where each rule of the resolved configuration comes from, by walking through the presets in the order in which
 * Renovate merges them: what a configuration extends comes before what it says itself.
 */
async function originsOf(internals: Internals): Promise<string[]> {
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
    const own = (config['packageRules'] ?? []) as unknown[];
    return [...origins, ...own.map(() => name)];
  }

  return walk(configFileParsed, configFileName, []);
}
