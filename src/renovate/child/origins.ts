import type { Config, Internals } from '../internals.ts';
import { RULE_MARK, type Source, type Sources } from './sources.ts';

/** Where a package rule of the resolved configuration comes from. */
export interface RuleOrigin {
  /** The preset, or the configuration file. */
  readonly source: string;
  /** Its place among the rules that are written there, from 0; `undefined` where that is not sure. */
  readonly index: number | undefined;
  readonly rule: Config;
}

/**
 * Where each element of a list of the resolved configuration comes from: the preset, or the configuration file.
 *
 * @returns names in the order of the list; none where a preset cannot be had.
 */
export function originsOf(sources: Sources, list: 'customManagers'): string[] {
  return merged(sources).flatMap(({ name, config }) => [config[list] ?? []].flat().map(() => name));
}

/**
 * The package rules of the repository's configuration in the order in which they apply.
 *
 * @param written gives a preset as it is written, if it was fetched.
 */
export function ruleOrigins(
  internals: Internals,
  sources: Sources,
  written: (preset: string) => Config | undefined,
): RuleOrigin[] {
  return merged(sources).flatMap(({ name, config }) => {
    // A rule with `patch` or the like in it is taken apart into several.
    const parts = rulesOf(config).flatMap((rule) => takenApart(internals, rule));
    // Those of a preset are in parts already, and have no mark: how many of them each one came to tells its place.
    const places = rulesOf(written(name) ?? {}).flatMap((rule, index) => takenApart(internals, rule).map(() => index));
    return parts.map(({ [RULE_MARK]: mark, ...part }, index) => {
      const [, marked] = sources.places[Number(mark)] ?? [];
      const place = marked ?? (places.length === parts.length ? places[index] : index);
      return { source: name, index: typeof place === 'number' ? place : undefined, rule: part };
    });
  });
}

function rulesOf(config: Config): Config[] {
  return [config['packageRules'] ?? []].flat() as Config[];
}

function takenApart(internals: Internals, rule: Config): Config[] {
  return rulesOf(internals['config/massage.js'].massageConfig({ packageRules: [rule] }));
}

/**
 * The origin of one of the resolved rules. Those that the bot's own configuration adds have none.
 *
 * @param rules all that are resolved.
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

/** Whether a resolved rule is a written one: it may say more, by presets that it extends. */
function isSame(written: Config, resolved: Config): boolean {
  const keys = Object.keys(written).filter((key) => /^(?:match|exclude)/.test(key));
  return keys.every((key) => JSON.stringify(written[key]) === JSON.stringify(resolved[key]));
}

/** The last source that sets an option outside of rules. */
export function settingSource(sources: Sources, path: readonly string[]): string | undefined {
  return merged(sources).findLast(({ config }) => valueAt(config, path) !== undefined)?.name;
}

/** The value below some keys. */
export function valueAt(config: Config, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Config | undefined)?.[key], config);
}

/** The sources that are merged into the configuration itself; none where one of them cannot be had. */
function merged({ sources, presets }: Sources): readonly Source[] {
  return presets.some(({ error }) => error !== null) ? [] : sources.filter(({ inRule }) => !inRule);
}

/** Whether a preset is one of Renovate's own, such as `config:recommended` or `:dependencyDashboard`. */
export function isBuiltIn(origin: string): boolean {
  return /^(?:[a-z][a-zA-Z-]*)?:(?!\/\/)/.test(origin) && !origin.includes('>');
}
