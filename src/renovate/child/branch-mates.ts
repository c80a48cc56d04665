import type { Config, Dep, Internals } from '../internals.ts';
import { type Candidate, identify, matchingRules } from './before-lookup.ts';
import { rulesOf } from './config-values.ts';

/*
 * Renovate puts two updates into one branch when they come to the same branch name: by a group, or by their own name.
 * The updates of a dependency are unknown before its lookup, so all branch names that they could have are compared
 * here.
 */

/** Options with a configuration for the updates of one type. */
const UPDATE_TYPES = ['major', 'minor', 'patch', 'pin', 'pinDigest', 'digest', 'replacement', 'rollback'];

/** The prefix of the slug of a group if Renovate separates updates by type. */
const SEPARATED = /^(?:major(?:-\d+)?|minor-\d+\.\d+|patch)-/;

/** Templates by which the branches of a dependency could be named. */
interface Naming {
  /** Names and slugs of groups. */
  readonly groups: readonly string[];
  /** Names and topics of branches, where they are not Renovate's own, which hold the name of the dependency. */
  readonly topics: readonly string[];
  /** The topics of the branches of groups, which otherwise hold the slug of the group. */
  readonly groupTopics: readonly string[];
}

/** The dependencies that could have an update in one of the branches of `upgrades`. */
export async function findBranchMates(
  internals: Internals,
  candidates: readonly Candidate[],
  upgrades: readonly Config[],
): Promise<Set<Dep>> {
  const mates = new Set<Dep>();
  const [first] = candidates;
  if (first === undefined || upgrades.length === 0) return mates;
  const defaults = defaultTopics(internals);
  const rules = rulesAboutBranches(first.context, upgrades, defaults);
  for (const candidate of candidates) {
    const naming = namingOf(
      [candidate.context, ...(await matchingRules(internals, candidate.context, rules))],
      defaults,
    );
    const { names, fixed } = await identify(internals, candidate);
    const ownNames = names.map(internals['workers/repository/updates/flatten.js'].sanitizeDepName);
    const isMate = upgrades.some((upgrade) => {
      // Without a group, the updates of dependencies with one name are in one branch.
      const isNamesake = !upgrade['groupName'] && ownNames.includes(String(upgrade['depNameSanitized']));
      return isNamesake || sharesGroup(naming, fixed, upgrade) || sharesTopic(naming, fixed, upgrade);
    });
    if (isMate) mates.add(candidate.dep);
  }
  return mates;
}

/**
 * The rules that could bring a dependency into a branch of `upgrades`: few, of the thousand groups in Renovate's
 * presets.
 */
function rulesAboutBranches(context: Config, upgrades: readonly Config[], defaults: ReadonlySet<string>): Config[] {
  const rules = rulesOf(context);
  const anyGroup = namingOf([context, ...rules], defaults).groupTopics.length > 0;
  return rules.filter((rule) => {
    const naming = namingOf([rule], defaults);
    const isTopic = naming.topics.length > 0 || naming.groupTopics.length > 0;
    return isTopic || (anyGroup && naming.groups.length > 0) || upgrades.some((one) => sharesGroup(naming, {}, one));
  });
}

/** The templates of branch names in configurations, at the top and for the updates of one type. */
function namingOf(configs: readonly Config[], defaults: ReadonlySet<string>): Naming {
  const all = configs.flatMap((config) => [
    config,
    ...UPDATE_TYPES.flatMap((type) => (config[type] ?? []) as Config[]),
  ]);
  const topicsIn = (some: readonly Config[]) =>
    textsIn(some, ['branchTopic', 'branchName']).filter((text) => !defaults.has(text));
  return {
    groups: textsIn(all, ['groupName', 'groupSlug', 'sharedVariableName']),
    topics: topicsIn(all),
    groupTopics: topicsIn(all.flatMap(({ group }) => (group ?? []) as Config[])),
  };
}

function textsIn(configs: readonly Config[], options: readonly string[]): string[] {
  const values = configs.flatMap((config) => options.map((option) => config[option]));
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}

function defaultTopics(internals: Internals): Set<string> {
  const options = internals['config/options/index.js'].getOptions();
  const defaults = Object.fromEntries(options.map((one) => [one.name, one.default]));
  return new Set(
    [defaults, ...UPDATE_TYPES.map((type) => defaults[type]), defaults['group']].flatMap((config) =>
      textsIn([(config ?? {}) as Config], ['branchTopic', 'branchName']),
    ),
  );
}

function sharesGroup({ groups }: Naming, known: Config, { groupName, groupSlug = '' }: Config): boolean {
  const names = [String(groupName ?? ''), String(groupSlug).replace(SEPARATED, '')];
  return Boolean(groupName) && groups.some((text) => names.some((name) => couldBe(text, known, name)));
}

function sharesTopic({ groups, topics, groupTopics }: Naming, known: Config, upgrade: Config): boolean {
  const all = groups.length > 0 ? [...topics, ...groupTopics] : topics;
  // A hashed name cannot be compared.
  if (upgrade['hashedBranchLength']) return all.length > 0;
  return all.some((text) => couldEnd(text, known, String(upgrade['branchName'])));
}

/** Whether a template, of which not everything is known, could make the whole of a text. */
function couldBe(template: string, known: Config, text: string): boolean {
  const { start, end } = endsOf(template, known);
  const plain = lettersOf(text);
  if (start === undefined) return plain === end && plain !== '';
  return plain !== '' && plain.startsWith(start) && plain.endsWith(end);
}

/** The same for the end of a text. */
function couldEnd(template: string, known: Config, text: string): boolean {
  const { start = '', end } = endsOf(template, known);
  const plain = lettersOf(text);
  return plain.includes(start) && plain.endsWith(end);
}

/**
 * The fixed parts of a template: the text before its first expression and after its last; without expressions, all of
 * it.
 */
function endsOf(template: string, known: Config): { start?: string; end: string } {
  const filled = template.replaceAll(/\{\{\{?\s*(\w+)\s*\}?\}\}/g, (expression, name: string) => {
    return typeof known[name] === 'string' ? known[name] : expression;
  });
  const first = filled.indexOf('{{');
  if (first === -1) return { end: lettersOf(filled) };
  return { start: lettersOf(filled.slice(0, first)), end: lettersOf(filled.slice(filled.lastIndexOf('}}') + 2)) };
}

/** Names of groups that differ in other signs have the same slug. */
function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
}
