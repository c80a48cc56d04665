import type { Config, Internals } from './internals.ts';
import { originsOf } from './origins.ts';
import type { RuleReference } from './protocol.ts';

/** Finds the rule that turns a dependency or an update off; `undefined` where none does. */
export type FindDisablingRule = (config: Config) => Promise<RuleReference | undefined>;

/** @param config the resolved configuration. */
export function findDisablingRules(internals: Internals, config: Config): FindDisablingRule {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const rules = (config['packageRules'] ?? []) as Config[];
  // Most runs have no rule to name, and walking through all presets takes its time.
  let walked: Promise<string[]> | undefined;
  return async (dependency) => {
    let found: number | undefined;
    let current: Config = { ...dependency, enabled: true };
    for (const [index, rule] of rules.entries()) {
      current = await applyPackageRules({ ...current, packageRules: [rule] });
      if (current['enabled'] !== false) found = undefined;
      else found ??= index;
    }
    if (found === undefined) return undefined;
    walked ??= originsOf(internals, 'packageRules');
    const origins = await walked;
    const description = [rules[found]?.['description'] ?? []].flat().map(String).join(' ');
    // Rules that the bot's own configuration adds are not in the repository's: then no place is sure.
    const preset = origins.length === rules.length ? (origins[found] ?? null) : null;
    return { index: found, preset, description };
  };
}
