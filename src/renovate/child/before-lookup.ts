import type { Config, Dep, Internals, PackageFiles } from '../internals.ts';
import { appliedRules, withMark } from './rule-marks.ts';

/*
 * The effect of package rules on a dependency before its lookup. Rules that depend on the lookup are applied as if they
 * matched.
 */

/** A dependency, with the configuration that rules match before its lookup. */
export interface Candidate {
  readonly dep: Dep;
  readonly context: Config;
}

/**
 * The matchers that are decided before a lookup. A rule without its other matchers matches more dependencies, never
 * fewer.
 */
const DECIDED = [
  'matchBaseBranches',
  'matchCategories',
  'matchCurrentValue',
  'matchDatasources',
  'matchDepNames',
  'matchDepTypes',
  'matchFileNames',
  'matchManagers',
  'matchPackageNames',
  'matchRepositories',
];

/** The options by which a rule gives a dependency another identity, which the later rules match. */
const OVERRIDES = ['overrideDatasource', 'overrideDepName', 'overridePackageName'];

/** The fields that they change. */
const IDENTITY = ['datasource', 'depName', 'packageName'];

/** All dependencies of a repository, in the order of their files. */
export function candidatesOf(internals: Internals, config: Config, packageFiles: PackageFiles): Candidate[] {
  const { getManagerConfig } = internals['config/index.js'];
  return Object.entries(packageFiles).flatMap(([manager, files]) => {
    const managerConfig = getManagerConfig(config, manager);
    return files.flatMap(({ deps, ...file }) =>
      deps.map((dep) => ({ dep, context: { ...managerConfig, ...file, ...dep } })),
    );
  });
}

/** The names of a dependency, and the fields that no rule changes before its lookup. */
interface Identity {
  /** The names in its file, and those that rules set. */
  readonly names: readonly string[];
  readonly fixed: Config;
}

/** Applies the rules that give a dependency another identity. */
export async function identify(internals: Internals, { context }: Candidate): Promise<Identity> {
  const renamed = await apply(internals, context, renamingRules(context));
  const names = [context, renamed].flatMap(({ packageName, depName }) => [packageName, depName]);
  const changed = IDENTITY.filter((field) => context[field] !== renamed[field]).map((field) => [field, undefined]);
  return {
    names: names.filter((name) => typeof name === 'string'),
    fixed: { ...context, ...Object.fromEntries(changed) },
  };
}

/**
 * The rules that match a dependency, by its identity in its file or by the one that rules set.
 *
 * @param matchers the matchers that are considered.
 */
export async function matchingRules(
  internals: Internals,
  context: Config,
  rules: readonly Config[],
  matchers: readonly string[] = DECIDED,
): Promise<Config[]> {
  if (rules.length === 0) return [];
  const marking = rules.map((rule, index) => withMark(pick(rule, matchers), index));
  const marked = await apply(internals, context, [...marking, ...renamingRules(context), ...marking]);
  const applied = new Set(appliedRules(marked));
  return rules.filter((_, index) => applied.has(index));
}

/** The renaming rules of a list of rules, which is the same list for all dependencies of a manager. */
const renaming = new WeakMap<object, readonly Config[]>();

function renamingRules(context: Config): readonly Config[] {
  const rules = (context['packageRules'] ?? []) as readonly Config[];
  const known = renaming.get(rules) ?? rules.filter(isRenaming).map((rule) => pick(rule, [...DECIDED, ...OVERRIDES]));
  renaming.set(rules, known);
  return known;
}

function isRenaming(rule: Config): boolean {
  return OVERRIDES.some((option) => rule[option] !== undefined);
}

function pick(config: Config, keys: readonly string[]): Config {
  return Object.fromEntries(keys.filter((key) => key in config).map((key) => [key, config[key]]));
}

async function apply(internals: Internals, context: Config, packageRules: readonly Config[]): Promise<Config> {
  if (packageRules.length === 0) return context;
  return internals['util/package-rules/index.js'].applyPackageRules({ ...context, packageRules });
}
