import { formatPath } from '../../manifest/path.ts';
import { rulesOf } from '../child/config-values.ts';
import { dependencyContext, fileContext } from '../child/dependency-context.ts';
import { appliedRules, withMark } from '../child/rule-marks.ts';
import type { OwnRule } from '../child/sources.ts';
import type { Config, Internals, PackageFiles } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import { narrowRules } from './narrow-rules.ts';
import type { Tried } from './trials.ts';

/** The matchers of an update, a branch or a repository, which are unknown for a dependency. */
const NOT_OF_A_DEPENDENCY = [
  'matchUpdateTypes',
  'matchNewValue',
  'matchIsBreaking',
  'matchConfidence',
  'matchCurrentAge',
  'matchBaseBranches',
  'matchRepositories',
];

/** A dependency with all of its settings. */
export interface Settled extends Tried {
  readonly config: Config;
}

/** The effects of the repository's own rules, and the dependencies with their settings by all rules. */
interface RuleEffects {
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
  const all = rulesForUpdates(config);
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
      const context = fileContext(internals, withoutRules, manager, file);
      // A manager may have rules of its own.
      const ofManager = rulesForUpdates(context);
      for (const dep of file.deps) {
        const known = await dependencyContext(internals, context, dep);
        const applied = await applyPackageRules({ ...known, packageRules: [...(await rulesFor(known)), ...ofManager] });
        for (const index of appliedRules(applied)) matched[index]?.add(settled.length);
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
function rulesForUpdates(config: Config): Config[] {
  return rulesOf(config).filter((rule) => rule['isVulnerabilityAlert'] !== true);
}

/** The rule with its mark, and with the matchers of a dependency alone. Its settings for some updates are left out. */
function forDependency(rule: Config, index: number): Config {
  const kept = Object.entries(rule).filter(([key]) => {
    return isSelector(key) ? !NOT_OF_A_DEPENDENCY.includes(key) : !isForUpdates(rule);
  });
  return withMark(Object.fromEntries(kept), index);
}

function isForUpdates(rule: Config): boolean {
  return NOT_OF_A_DEPENDENCY.some((key) => rule[key] !== undefined);
}

function isSelector(key: string): boolean {
  return /^(?:match|exclude)/.test(key);
}

function fieldsOf(rule: Config): string[] {
  return Object.keys(rule).filter((key) => !isSelector(key) && key !== 'description');
}

/** The rules as they are written in the file: Renovate splits a rule with settings for a type of update. */
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
