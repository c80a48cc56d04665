import type { Config, Dep, Internals, PackageFiles } from '../internals.ts';

/*
 * What the rules of a configuration say of a dependency before it is looked up. Rules that depend on the lookup are
 * applied as if they matched.
 */

/** A dependency, with all that rules see of it before its lookup. */
export interface Candidate {
  readonly dep: Dep;
  readonly context: Config;
}

/** Matchers that are decided before a lookup. A rule without its other ones matches more dependencies, never fewer. */
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

/** Options by which a rule gives a dependency another identity; the rules after it see that one. */
const OVERRIDES = ['overrideDatasource', 'overrideDepName', 'overridePackageName'];

/** What they change. */
const IDENTITY = ['datasource', 'depName', 'packageName'];

/** What a rule leaves on a dependency that it matches, before the rule's place in its list. */
const MARK = 'aks-sysext-matched-';

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

/** The names of a dependency, and what of it no rule changes before its lookup. */
export interface Identity {
  /** Those that it has in its file, and those that rules give it. */
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
 * Those of `rules` that match a dependency, by the identity that it has in its file or by the one that rules give it.
 *
 * @param matchers those that are considered.
 */
export async function matchingRules(
  internals: Internals,
  context: Config,
  rules: readonly Config[],
  matchers: readonly string[] = DECIDED,
): Promise<Config[]> {
  if (rules.length === 0) return [];
  const marking = rules.map((rule, index) => ({ ...pick(rule, matchers), [`${MARK}${index}`]: true }));
  const marked = await apply(internals, context, [...marking, ...renamingRules(context), ...marking]);
  return rules.filter((_, index) => `${MARK}${index}` in marked);
}

/** The rules of the configuration that a dependency is in. */
export function rulesOf({ packageRules }: Config): Config[] {
  return (packageRules ?? []) as Config[];
}

/** The rules that rename, by the list that they are of: it is one for all dependencies of a manager. */
const renaming = new WeakMap<object, readonly Config[]>();

function renamingRules(context: Config): readonly Config[] {
  const rules = rulesOf(context);
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
