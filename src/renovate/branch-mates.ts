import { type Candidate, matchingRules, namesOf, rulesOf } from './before-lookup.ts';
import type { Config, Dep, Internals } from './internals.ts';

/*
 * Renovate puts two updates into one branch when they come to the same branch name: by a group, or by their own name.
 * What updates a dependency has shows in its lookup alone, so everything that they could come to is compared here.
 */

/** Options with a configuration for the updates of one type. */
const UPDATE_TYPES = ['major', 'minor', 'patch', 'pin', 'pinDigest', 'digest', 'replacement', 'rollback'];

/** What Renovate puts before the slug of a group where it separates updates by their types. */
const SEPARATED = /^(?:major(?:-\d+)?|minor-\d+\.\d+|patch)-/;

/** The dependencies that could have an update in one of the branches of `upgrades`. */
export async function findBranchMates(
  internals: Internals,
  candidates: readonly Candidate[],
  upgrades: readonly Config[],
): Promise<Set<Dep>> {
  const [first] = candidates;
  if (first === undefined || upgrades.length === 0) return new Set();
  const mayShare = comparer(internals, upgrades);
  const rules = rulesOf(first.context).filter((rule) => withUpdateTypes(rule).some((one) => mayShare(one, {})));
  const mates = new Set<Dep>();
  for (const candidate of candidates) {
    const settings = [candidate.context, ...(await matchingRules(internals, candidate, rules))];
    const isMate =
      settings.flatMap(withUpdateTypes).some((one) => mayShare(one, candidate.context)) ||
      (await isNamesake(internals, candidate, upgrades));
    if (isMate) mates.add(candidate.dep);
  }
  return mates;
}

function withUpdateTypes(config: Config): Config[] {
  return [config, ...UPDATE_TYPES.flatMap((type) => (config[type] ?? []) as Config[])];
}

/** Without a group, the updates of dependencies with one name are in one branch. */
async function isNamesake(internals: Internals, candidate: Candidate, upgrades: readonly Config[]): Promise<boolean> {
  const { sanitizeDepName } = internals['workers/repository/updates/flatten.js'];
  const names = (await namesOf(internals, candidate)).map(sanitizeDepName);
  return upgrades.some(({ groupName, depNameSanitized }) => !groupName && names.includes(String(depNameSanitized)));
}

/** Decides whether settings could bring a dependency, of which something is known, into a branch of `upgrades`. */
function comparer(internals: Internals, upgrades: readonly Config[]): (settings: Config, known: Config) => boolean {
  const defaults = defaultsOf(internals);
  return (settings, known) => {
    const groups = textsIn([settings], ['groupName', 'groupSlug', 'sharedVariableName']);
    const topics = textsIn([settings, (settings['group'] ?? {}) as Config], ['branchTopic', 'branchName']);
    const ownTopics = topics.filter((text) => !defaults.topics.has(text));
    return upgrades.some(({ groupName, groupSlug = '', branchTopic, branchName }) => {
      // Where the topic of groups does not hold their name, all groups are in one branch.
      if (groupName && branchTopic !== defaults.groupTopic && groups.length > 0) return true;
      const names = [String(groupName ?? ''), String(groupSlug).replace(SEPARATED, '')];
      return (
        groups.some((text) => names.some((name) => couldBe(text, known, name))) ||
        ownTopics.some((text) => couldEnd(text, known, String(branchName)))
      );
    });
  };
}

function textsIn(configs: readonly Config[], options: readonly string[]): string[] {
  const values = configs.flatMap((config) => options.map((option) => config[option]));
  return values.filter((value) => typeof value === 'string' && value !== '') as string[];
}

function defaultsOf(internals: Internals) {
  const defaults = new Map(internals['config/options/index.js'].getOptions().map((one) => [one.name, one.default]));
  const groupTopic = (defaults.get('group') as Config)['branchTopic'];
  return { groupTopic, topics: new Set([groupTopic, defaults.get('branchTopic'), defaults.get('branchName')]) };
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

/** What is certain of a filled template: the text before its first expression and after its last; without any, all. */
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
