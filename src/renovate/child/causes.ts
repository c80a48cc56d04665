import { distroOfType } from '../../presets/parts/managers.ts';
import { componentName } from '../../sysext/component.ts';
import { isSameRepository } from '../../sysext/image-reference.ts';
import { compareVersions } from '../../sysext/order.ts';
import { formatVersion, parseSlotValue, parseTag, type SysextVersion } from '../../sysext/tag.ts';
import type { Config, Internals } from '../internals.ts';
import type { Cause, Dependency, Snapshot } from '../messages.ts';
import { fetchedPreset } from '../patches/serve-presets.ts';
import { quote, rulesOf, valueAt } from './config-values.ts';
import { isOffered, versioningOf } from './offered.ts';
import { originOf, type RuleOrigin, ruleOrigins, settingSource } from './origins.ts';
import { type Run, sourcesOf } from './run-state.ts';
import type { Sources } from './sources.ts';

/*
 * Why a dependency or a version of it is skipped: the rules are applied one by one, up to the rule that decides.
 */

/** The options that decide whether a version is proposed, or a value parsed, in the order in which they are tried. */
const DECISIVE = [
  'versionCompatibility',
  'allowedVersions',
  'versioning',
  'extractVersion',
  'updatePinnedDependencies',
  'maxMajorIncrement',
  'ignoreUnstable',
  'respectLatest',
  'followTag',
];

const ENABLED = ['enabled'];
const COMPATIBILITY = ['versionCompatibility'];

/** The options of rules that later rules may match. */
const MATCHED_LATER = ['overrideDatasource', 'overrideDepName', 'overridePackageName', 'sourceUrl', 'force'];

/** How many of the newest refused versions of a dependency are reported. */
const MAX_REFUSED = 3;

const MAX_QUOTED_CHARACTERS = 200;

/** Whether a dependency with this configuration is kept. */
type Holds = (config: Config) => boolean;

/** Finds causes for the dependencies of one resolved configuration. */
export interface Causes {
  /** The setting that disables a dependency or an update. */
  disabled(dependency: Config): Promise<Cause | undefined>;
  /** Why Renovate skips a dependency. */
  skipped(dependency: Config, reason: string): Promise<Cause | undefined>;
  /** The newest versions of a sysext's distro and minor that are not proposed. */
  refused(dependency: Config): Promise<Dependency['refused']>;
}

/** @param config the resolved configuration. */
export function createCauses(internals: Internals, run: Run, config: Config): Causes {
  const { applyPackageRules } = internals['util/package-rules/index.js'];
  const snapshot = run.snapshot ?? run.recorded;
  const rules = rulesOf(config);
  const relevant = new Map<readonly string[], { rule: Config; index: number }[]>();
  // Most runs need no cause, and reading all presets is slow.
  let read: Promise<{ sources: Sources; origins: RuleOrigin[] }> | undefined;
  const written = () => {
    read ??= sourcesOf(internals, run).then((sources) => {
      return { sources, origins: ruleOrigins(internals, sources, (name) => fetchedPreset(internals, run, name)) };
    });
    return read;
  };

  /** The rules that set one of the options, or an option that later rules match. There are hundreds of others. */
  function rulesFor(options: readonly string[]) {
    const known = relevant.get(options);
    if (known !== undefined) return known;
    const keys = [...options, ...MATCHED_LATER];
    const found = rules
      .map((rule, index) => ({ rule, index }))
      .filter(({ rule }) => keys.some((key) => rule[key] !== undefined));
    relevant.set(options, found);
    return found;
  }

  async function find(dependency: Config, holds: Holds, options: readonly string[]): Promise<Cause | undefined> {
    let current: Config = { ...dependency };
    let found = holds(current) ? undefined : -1;
    let before = current;
    for (const { rule, index } of rulesFor(options)) {
      const next = await applyPackageRules({ ...current, packageRules: [rule] });
      if (holds(next)) found = undefined;
      else if (found === undefined) {
        found = index;
        before = current;
      }
      current = next;
    }
    if (found === undefined) return undefined;
    return found === -1 ? outsideOfRules(dependency, holds, options) : byRule(found, before, holds, options);
  }

  async function byRule(index: number, before: Config, holds: Holds, options: readonly string[]): Promise<Cause> {
    const rule = rules[index] ?? {};
    const set = options.filter((option) => rule[option] !== undefined);
    let decisive = set[0] ?? options[0] ?? '';
    for (const option of set) {
      const { [option]: _, ...without } = rule;
      if (holds(await applyPackageRules({ ...before, packageRules: [without] }))) decisive = option;
    }
    const origin = originOf((await written()).origins, rules, index);
    return {
      option: decisive,
      value: quote(rule[decisive], MAX_QUOTED_CHARACTERS),
      source: origin?.source ?? null,
      rule: origin?.index ?? null,
      description: [rule['description'] ?? []].flat().map(String).join(' '),
    };
  }

  async function outsideOfRules(
    dependency: Config,
    holds: Holds,
    options: readonly string[],
  ): Promise<Cause | undefined> {
    const option = options.find((one) => {
      const { [one]: value, ...without } = dependency;
      return value !== undefined && holds(without);
    });
    return option === undefined ? undefined : setting([option], dependency[option]);
  }

  async function setting(path: readonly string[], value: unknown): Promise<Cause> {
    const source = settingSource((await written()).sources, path) ?? null;
    return { option: path.join('.'), value: quote(value, MAX_QUOTED_CHARACTERS), source, rule: null, description: '' };
  }

  return {
    async disabled(dependency) {
      const isEnabled: Holds = ({ enabled }) => enabled !== false;
      const found = await find({ ...dependency, enabled: true }, isEnabled, ENABLED);
      if (found !== undefined) return found;
      const ofType = [String(dependency['updateType']), 'enabled'];
      for (const path of [['enabled'], ofType, ['regex', 'enabled'], ['custom.regex', 'enabled']]) {
        if (valueAt(config, path) === false || valueAt(dependency, path) === false) return setting(path, false);
      }
      return undefined;
    },
    async skipped(dependency, reason) {
      if (reason === 'ignored') return setting(['ignoreDeps'], dependency['depName']);
      const isRead: Holds = (one) => isValueRead(internals, one);
      const isWhole: Holds = ({ versionCompatibility }) => versionCompatibility === undefined;
      return (await find(dependency, isRead, DECISIVE)) ?? (await find(dependency, isWhole, COMPATIBILITY));
    },
    async refused(dependency) {
      const current = String(dependency['currentValue']);
      if (componentName(String(dependency['packageName'])) === undefined) return [];
      const { versioning, ...extracted } = dependency;
      const deciding = rulesFor(DECISIVE).map(({ rule }) => rule);
      const settled = await applyPackageRules({ ...extracted, packageRules: deciding });
      // The lookup writes the versioning that rules set into the dependency.
      const start = settled['versioning'] === versioning ? extracted : dependency;
      const candidates = newerVersions(settled, snapshot);
      const refused = candidates.filter((one) => !isOffered(internals, settled, current, one)).slice(0, MAX_REFUSED);
      const causes: Dependency['refused'] = [];
      for (const version of refused) {
        const cause = await find(start, (one) => isOffered(internals, one, current, version), DECISIVE);
        if (cause !== undefined) causes.push({ version: formatVersion({ ...version, arch: undefined }), cause });
      }
      return causes;
    },
  };
}

/** Whether Renovate parses the value as a version, as at the start of its lookup. */
function isValueRead(internals: Internals, config: Config): boolean {
  const { currentValue, versionCompatibility, updatePinnedDependencies } = config;
  if (updatePinnedDependencies === false) return false;
  let value: string | undefined = String(currentValue);
  if (typeof versionCompatibility === 'string') {
    const match = internals['util/regex.js'].regEx(versionCompatibility, '', true).exec(value);
    if (match?.groups) value = match.groups['version'];
  }
  return value !== undefined && versioningOf(internals, config)?.isValid(value) === true;
}

/** Published versions of the minor and the distro of a sysext's value that are newer than it, newest first. */
function newerVersions({ packageName, currentValue, depType }: Config, { lists }: Snapshot): SysextVersion[] {
  const repository = String(packageName);
  const own = parseSlotValue(String(currentValue), distroOfType(depType as string | undefined));
  if (componentName(repository) === undefined || own === undefined) return [];
  const found = new Map<string, SysextVersion>();
  for (const tag of lists
    .filter((list) => isSameRepository(list.repository, repository))
    .flatMap((list) => list.tags)) {
    const version = parseTag(tag);
    if (version === undefined || version.prerelease !== undefined || version.distro !== own.distro) continue;
    if (version.major !== own.major || version.minor !== own.minor) continue;
    const candidate = { ...version, arch: own.arch };
    if (compareVersions(candidate, own) > 0) found.set(formatVersion(candidate), candidate);
  }
  return [...found.values()].sort((a, b) => compareVersions(b, a));
}
