import type { Config, Internals } from '../internals.ts';
import { customManagersOf, rulesOf, valueAt } from './config-values.ts';
import { RULE_MARK, type Source, type Sources } from './sources.ts';

/** The source of a package rule of the resolved configuration. */
export interface RuleOrigin {
  /** The preset, or the configuration file. */
  readonly source: string;
  /** Its index among the rules of the source; `undefined` if unknown. */
  readonly index: number | undefined;
  readonly rule: Config;
}

/**
 * The source of each custom manager of the resolved configuration: a preset, or the configuration file.
 *
 * @returns names in the order of the managers; empty if a preset cannot be loaded.
 */
export function managerOrigins(sources: Sources): string[] {
  return merged(sources).flatMap(({ name, config }) => customManagersOf(config).map(() => name));
}

/**
 * The package rules of the repository's configuration in the order in which they apply.
 *
 * @param written returns a preset as it is written, if it was fetched.
 */
export function ruleOrigins(
  internals: Internals,
  sources: Sources,
  written: (preset: string) => Config | undefined,
): RuleOrigin[] {
  return merged(sources).flatMap(({ name, config }) => {
    // Renovate splits a rule with settings for a type of update.
    const parts = rulesOf(config).flatMap((rule) => split(internals, rule));
    // The rules of a preset are split already, and have no mark: their index follows from the number of parts of each.
    const places = rulesOf(written(name) ?? {}).flatMap((rule, index) => split(internals, rule).map(() => index));
    return parts.map(({ [RULE_MARK]: mark, ...part }, index) => {
      const [, marked] = sources.places[Number(mark)] ?? [];
      const place = marked ?? (places.length === parts.length ? places[index] : index);
      return { source: name, index: typeof place === 'number' ? place : undefined, rule: part };
    });
  });
}

function split(internals: Internals, rule: Config): Config[] {
  return rulesOf(internals['config/massage.js'].massageConfig({ packageRules: [rule] }));
}

/**
 * The origin of a resolved rule. Rules of the bot's own configuration have no origin.
 *
 * @param rules all resolved rules.
 */
export function originOf(
  origins: readonly RuleOrigin[],
  rules: readonly Config[],
  index: number,
): RuleOrigin | undefined {
  const rule = rules[index] ?? {};
  // The bot's own rules come first, those of a base branch's configuration last.
  return [origins[index - (rules.length - origins.length)], origins[index]].find(
    (one) => one !== undefined && isSame(one.rule, rule),
  );
}

/** Whether a resolved rule results from a written one: presets that the rule extends may add options. */
function isSame(written: Config, resolved: Config): boolean {
  const keys = Object.keys(written).filter((key) => /^(?:match|exclude)/.test(key));
  return keys.every((key) => JSON.stringify(written[key]) === JSON.stringify(resolved[key]));
}

/** The last source that sets an option outside of rules. */
export function settingSource(sources: Sources, path: readonly string[]): string | undefined {
  return merged(sources).findLast(({ config }) => valueAt(config, path) !== undefined)?.name;
}

/** The sources that are merged into the configuration itself; empty if one of them cannot be loaded. */
function merged({ sources, presets }: Sources): readonly Source[] {
  return presets.some(({ error }) => error !== null) ? [] : sources.filter(({ inRule }) => !inRule);
}

/** Whether a preset is one of Renovate's own, such as `config:recommended` or `:dependencyDashboard`. */
export function isBuiltIn(origin: string): boolean {
  return /^(?:[a-z][a-zA-Z-]*)?:(?!\/\/)/.test(origin) && !origin.includes('>');
}
