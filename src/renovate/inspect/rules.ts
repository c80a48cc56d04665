import { formatPath } from '../../manifest/path.ts';
import { contextOf } from '../child/resolved.ts';
import type { OwnRule } from '../child/sources.ts';
import type { Config, Internals, PackageFiles } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import { narrowRules } from './narrow-rules.ts';
import type { Tried } from './trials.ts';

/** What a rule asks of an update, a branch or a repository: not known, or not the same, here. */
const NOT_OF_A_DEPENDENCY = [
  'matchUpdateTypes',
  'matchNewValue',
  'matchIsBreaking',
  'matchConfidence',
  'matchCurrentAge',
  'matchBaseBranches',
  'matchRepositories',
];

/** A dependency, with everything that the configuration sets for it. */
export interface Settled extends Tried {
  readonly config: Config;
}

/** The repository's own rules with what they do, and the dependencies that are settled by all rules. */
export interface RuleEffects {
  readonly rules: Inspection['rules'];
  readonly settled: readonly Settled[];
}

/**
 * Applies all rules to all dependencies, by Renovate's own code.
 *
 * @param config the resolved configuration, of whose rules the repository's `own` are the last.
 * @param extracted the dependencies before their lookup, where most rules are applied.
 */
export async function ruleEffects(
  internals: Internals,
  config: Config,
  own: readonly OwnRule[],
  extracted: PackageFiles,
): Promise<RuleEffects> {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const all = rulesOf(config);
  const marked = [
    ...all.slice(0, all.length - own.length),
    ...own.map(({ rule }, index) => forDependency(rule, index)),
  ];
  const rulesFor = narrowRules(internals, marked);
  const withoutRules = { ...config, packageRules: [] };
  const matched = own.map(() => new Set<number>());
  const settled: Settled[] = [];
  for (const [manager, files] of Object.entries(extracted)) {
    for (const file of files) {
      const context = contextOf(internals, withoutRules, manager, file);
      // A manager may have rules beside those of all.
      const ofManager = rulesOf(context);
      for (const dep of file.deps) {
        const start = internals['config/utils.js'].mergeChildConfig(context, dep);
        const defaults = await internals['modules/datasource/index.js'].getDefaultConfig(String(start['datasource']));
        const hasDefaults = Object.keys(defaults).length > 0;
        const known = hasDefaults ? internals['config/utils.js'].mergeChildConfig(start, defaults) : start;
        const applied = await applyPackageRules({ ...known, packageRules: [...(await rulesFor(known)), ...ofManager] });
        for (const index of own.keys()) if (markOf(index) in applied) matched[index]?.add(settled.length);
        settled.push({ manager, file, dep, config: applied });
      }
    }
  }
  const mergeable = new Set(
    internals['config/options/index.js'].getOptions().flatMap((one) => (one.mergeable ? [one.name] : [])),
  );
  return { settled, rules: describe(own, matched, mergeable) };
}

/** The package rules of a configuration, less those that Renovate itself adds for vulnerabilities. */
function rulesOf(config: Config): Config[] {
  return ((config['packageRules'] ?? []) as Config[]).filter((rule) => rule['isVulnerabilityAlert'] !== true);
}

/**
 * A rule that matches by what is known of a dependency alone, and leaves a mark where it did. What it says for some
 * updates alone, it does not say of the dependency.
 */
function forDependency(rule: Config, index: number): Config {
  const kept = Object.entries(rule).filter(([key]) => {
    return isSelector(key) ? !NOT_OF_A_DEPENDENCY.includes(key) : !isForUpdates(rule);
  });
  return { ...Object.fromEntries(kept), [markOf(index)]: true };
}

function isForUpdates(rule: Config): boolean {
  return NOT_OF_A_DEPENDENCY.some((key) => rule[key] !== undefined);
}

function isSelector(key: string): boolean {
  return /^(?:match|exclude)/.test(key);
}

/** What a rule leaves in a configuration that it applies to. Keys that start with `match` do not stay. */
export const MATCHED = 'aks-sysext-matched-';

function markOf(index: number): string {
  return `${MATCHED}${index}`;
}

function fieldsOf(rule: Config): string[] {
  return Object.keys(rule).filter((key) => !isSelector(key) && key !== 'description');
}

/** The rules as they stand in the file: Renovate splits one that has settings for a type of update. */
function describe(
  own: readonly OwnRule[],
  matched: readonly ReadonlySet<number>[],
  mergeable: ReadonlySet<string>,
): Inspection['rules'] {
  const hides = (later: number, index: number): boolean => {
    const [upper = {}, lower = {}] = [own[later]?.rule, own[index]?.rule];
    const [upperFields, fields] = [fieldsOf(upper), fieldsOf(lower)];
    return (
      later > index &&
      matched[index]?.size !== 0 &&
      fields.length > 0 &&
      fields.every((field) => !mergeable.has(field) && upperFields.includes(field)) &&
      NOT_OF_A_DEPENDENCY.every(
        (key) => upper[key] === undefined || JSON.stringify(upper[key]) === JSON.stringify(lower[key]),
      ) &&
      [...(matched[index] ?? [])].every((dependency) => matched[later]?.has(dependency))
    );
  };
  const parts = own.map(({ rule, path }, index) => ({ rule, path, index }));
  const written = [...Map.groupBy(parts, ({ path }) => (path[0] === 'packageRules' ? path[1] : undefined))];
  return written.flatMap(([index, rules]) => {
    if (typeof index !== 'number') return [];
    const later = written.find(([, others]) =>
      rules.every((part) => others.some((other) => hides(other.index, part.index))),
    );
    return {
      index,
      description: [rules[0]?.rule['description'] ?? []].flat().join(' '),
      fields: rules.flatMap(({ rule, path }) => fieldsOf(rule).map((field) => formatPath([...path.slice(2), field]))),
      matches: [...new Set(rules.flatMap((part) => [...(matched[part.index] ?? [])]))],
      hiddenBy: typeof later?.[0] === 'number' ? later[0] : null,
    };
  });
}
