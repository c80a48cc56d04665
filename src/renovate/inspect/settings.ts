import type { Path } from '../../manifest/path.ts';
import { rulesOf, valueAt } from '../child/config-values.ts';
import { appliedRules, withMark } from '../child/rule-marks.ts';
import type { OwnRule, Source, Sources } from '../child/sources.ts';
import type { Config, Internals } from '../internals.ts';
import type { Inspection } from '../messages.ts';

/** Where an option is set. */
export type Setting = Inspection['obstacles'][number]['setting'];

/** A dependency, or an update of it, as package rules see it. */
export interface Subject {
  readonly manager: string;
  /** Its configuration with its package rules: those of all dependencies come first. */
  readonly config: Config;
}

/** Finds where an option of a dependency or an update is set: the last setting that Renovate merges decides. */
export type FindSetting = (subject: Subject, option: string) => Promise<Setting>;

/** A rule with its source. */
interface SourcedRule extends Setting {
  readonly rule: Config;
}

const NOWHERE: Setting = { preset: null, path: null };

/**
 * @param config the resolved configuration.
 * @param own the rules of the repository's file, which are the last ones of `config`.
 */
export function createSettingFinder(
  internals: Internals,
  config: Config,
  { sources }: Sources,
  own: readonly OwnRule[],
): FindSetting {
  const rules = sourcedRules(config, sources, own);
  const known = new WeakMap<Config, Promise<number[]>>();
  return async (subject, option) => {
    const { manager, config: all } = subject;
    const matched = known.get(all) ?? matchingRules(internals, all);
    known.set(all, matched);
    const last = (await matched).findLast((index) => rules[index] !== undefined && option in rules[index].rule);
    if (last !== undefined) {
      const { preset, path } = rules[last] ?? NOWHERE;
      return { preset, path: path === null || preset !== null ? path : [...path, option] };
    }
    return outsideOfRules(sources, option, [String(all['updateType']), manager]);
  };
}

/** The rules of the resolved configuration. The rules of the bot's own configuration come first. */
function sourcedRules(config: Config, sources: readonly Source[], own: readonly OwnRule[]): SourcedRule[] {
  const all = rulesOf(config);
  const ofPresets = sources
    .slice(0, -1)
    .filter(({ inRule }) => !inRule)
    .flatMap(({ name, via, config }) => {
      return rulesOf(config).map((): Setting => ({ preset: name, path: [...via] }));
    });
  const known: Setting[] = [...ofPresets, ...own.map(({ path }) => ({ preset: null, path: [...path] }))];
  const first = all.length - known.length;
  return all.map((rule, index) => ({ rule, ...(known[index - first] ?? NOWHERE) }));
}

/** The rules that apply, by their index. */
async function matchingRules(internals: Internals, config: Config): Promise<number[]> {
  const packageRules = rulesOf(config).map(withMark);
  return appliedRules(await internals['util/package-rules/index.js'].applyPackageRules({ ...config, packageRules }));
}

/** @param objects the names of the objects whose options are merged over those at the top, the stronger one first. */
function outsideOfRules(sources: readonly Source[], option: string, objects: readonly string[]): Setting {
  const paths = [...objects.map((name): Path => [name, option]), [option]];
  for (const path of paths) {
    const found = sources.findLast(({ config, inRule }) => !inRule && valueAt(config, path) !== undefined);
    if (found !== undefined) {
      return found.via.length > 0 ? { preset: found.name, path: [...found.via] } : { preset: null, path: [...path] };
    }
  }
  return NOWHERE;
}
