import type { Config, Extracted, Internals } from '../internals.ts';
import type { Inspection } from '../protocol.ts';
import { contextOf } from '../resolved.ts';
import { RULE_MARK, type Source } from '../sources.ts';
import { narrowRules } from './narrow-rules.ts';

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

/** A dependency, with everything that the configuration says of it. */
export interface Settled {
  readonly file: string;
  readonly manager: string;
  /** What the manager that took it looks for, if it is a custom one. */
  readonly matchStrings: unknown;
  readonly config: Config;
  /** Which of the repository's own rules settled a field, by its place in the file. */
  readonly settledBy: Readonly<Record<string, number>>;
}

/** The repository's own rules with what they do, and the dependencies that are settled by all rules. */
export interface RuleEffects {
  readonly rules: Inspection['rules'];
  readonly settled: readonly Settled[];
}

/**
 * Applies all rules to all dependencies, by Renovate's own code.
 *
 * @param config the resolved configuration, and `own` the source that is the repository's file.
 */
export async function ruleEffects(
  internals: Internals,
  config: Config,
  own: Source,
  { packageFiles }: Pick<Extracted, 'packageFiles'>,
): Promise<RuleEffects> {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const all = (config['packageRules'] ?? []) as Config[];
  const written = internals['config/massage.js'].massageConfig(own.config)['packageRules'] as Config[] | undefined;
  // What the file itself says comes last.
  const ownRules = all.slice(all.length - (written?.length ?? 0));
  const packageRules = [...all.slice(0, all.length - ownRules.length), ...ownRules.map(forDependency)];
  const rulesFor = narrowRules(internals, packageRules);
  const withoutRules = { ...config, packageRules: [] };
  const matched = ownRules.map(() => new Set<number>());
  const settled: Settled[] = [];
  for (const [manager, files] of Object.entries(packageFiles)) {
    for (const file of files) {
      const context = contextOf(internals, withoutRules, manager, file);
      for (const dep of file.deps) {
        // As before its lookup, where most rules are applied.
        const { currentVersion: _, updates: __, skipReason: ___, ...extracted } = dep;
        const start = internals['config/utils.js'].mergeChildConfig(context, extracted);
        const defaults = await internals['modules/datasource/index.js'].getDefaultConfig(String(start['datasource']));
        const hasDefaults = Object.keys(defaults).length > 0;
        const known = hasDefaults ? internals['config/utils.js'].mergeChildConfig(start, defaults) : start;
        const applied = await applyPackageRules({ ...known, packageRules: await rulesFor(known) });
        const settledBy: Record<string, number> = {};
        for (const [index, rule] of ownRules.entries()) {
          if (!(markOf(index) in applied)) continue;
          matched[index]?.add(settled.length);
          if (isForUpdates(rule)) continue;
          for (const field of fieldsOf(rule)) settledBy[field] = Number(written?.[index]?.[RULE_MARK]);
        }
        const { matchStrings, packageFile } = file;
        settled.push({ file: String(packageFile), manager, matchStrings, config: applied, settledBy });
      }
    }
  }
  const mergeable = new Set(
    internals['config/options/index.js'].getOptions().flatMap((one) => (one.mergeable ? [one.name] : [])),
  );
  return { settled, rules: describe(ownRules, written ?? [], matched, mergeable) };
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

function markOf(index: number): string {
  return `${RULE_MARK} ${index}`;
}

function fieldsOf(rule: Config): string[] {
  return Object.keys(rule).filter((key) => !isSelector(key) && key !== 'description' && key !== RULE_MARK);
}

function describe(
  rules: readonly Config[],
  written: readonly Config[],
  matched: readonly ReadonlySet<number>[],
  mergeable: ReadonlySet<string>,
): Inspection['rules'] {
  const hides = (later: number, index: number): boolean => {
    const [upper = {}, lower = {}] = [rules[later], rules[index]];
    const [upperFields, fields] = [fieldsOf(upper), fieldsOf(lower)];
    return (
      matched[index]?.size !== 0 &&
      fields.length > 0 &&
      fields.every((field) => !mergeable.has(field) && upperFields.includes(field)) &&
      NOT_OF_A_DEPENDENCY.every(
        (key) => upper[key] === undefined || JSON.stringify(upper[key]) === JSON.stringify(lower[key]),
      ) &&
      [...(matched[index] ?? [])].every((dependency) => matched[later]?.has(dependency))
    );
  };
  return rules.map((rule, index) => {
    const later = rules.findIndex((_, other) => other > index && hides(other, index));
    return {
      index: Number(written[index]?.[RULE_MARK]),
      description: [rule['description'] ?? []].flat().join(' '),
      fields: fieldsOf(rule),
      matches: [...(matched[index] ?? [])],
      hiddenBy: later === -1 ? null : Number(written[later]?.[RULE_MARK]),
    };
  });
}
