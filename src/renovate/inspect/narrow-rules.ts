import { matchingRules } from '../child/before-lookup.ts';
import type { Config, Internals } from '../internals.ts';

/** Matchers with the same result for every dependency of one manager and datasource. */
const COMMON = ['matchCategories', 'matchDatasources', 'matchManagers'];

/**
 * Narrows rules down to those that could match a dependency. Renovate's presets have more than a thousand: most are for
 * sources, which nothing is known of before a lookup, or for other datasources and managers.
 *
 * @returns a function that returns the rules that could match a dependency, in their order.
 */
export function narrowRules(internals: Internals, rules: readonly Config[]): (dep: Config) => Promise<Config[]> {
  const known = new Map<string, Promise<Config[]>>();
  return (dep) => {
    const key = JSON.stringify([dep['manager'], dep['datasource'], dep['sourceUrl'] === undefined]);
    const narrowed = known.get(key) ?? narrow(internals, rules, dep);
    known.set(key, narrowed);
    return narrowed;
  };
}

async function narrow(internals: Internals, rules: readonly Config[], dep: Config): Promise<Config[]> {
  const { manager, datasource, categories, sourceUrl } = dep;
  const own = rules.filter(({ matchSourceUrls }) => sourceUrl !== undefined || matchSourceUrls === undefined);
  // Renovate copies what it matches, for each rule.
  const matching = await matchingRules(internals, { manager, datasource, categories }, own, COMMON);
  // After a rule that changes the datasource, rules for the new one could match.
  return matching.some(({ overrideDatasource }) => overrideDatasource !== undefined) ? own : matching;
}
