import type { Path } from '../../manifest/path.ts';
import type { Config, Internals } from '../internals.ts';
import type { Inspection } from '../messages.ts';

/** A part of the configuration: the repository's own file, or a preset that it extends. */
export interface Source {
  /** The file, or the preset as it is extended. */
  readonly name: string;
  /** The JSON path in the repository's file that includes it: empty for the file itself. */
  readonly via: Path;
  /** Migrated, as Renovate reads it. */
  readonly config: Config;
  /** Whether a rule extends it: then it is merged into that rule, and not into the configuration. */
  readonly inRule: boolean;
}

/** The configuration of a repository, source by source. */
export interface Sources {
  /** `undefined` if the repository has none. */
  readonly file: string | undefined;
  /** The repository's own file comes last. */
  readonly sources: readonly Source[];
  /** JSON paths in the file, by the number that {@link RULE_MARK} holds. */
  readonly places: readonly Path[];
  readonly presets: Inspection['presets'];
  /** Why the file could not be read. */
  readonly broken: string | undefined;
}

/**
 * A key of every object in the file that Renovate may make a package rule of: the number of its JSON path. Migration
 * and massage add, move and split rules; massage keeps the keys that start with `match` in every part of a rule.
 */
export const RULE_MARK = 'matchAksSysextPlace';

/** A package rule of the repository's file, as Renovate resolves it. */
export interface OwnRule {
  readonly rule: Config;
  /** Its JSON path in the file: `packageRules[1]`, or `packageRules[1].patch` for a part of a rule that was split. */
  readonly path: Path;
}

/**
 * Reads the repository's configuration and every preset that it extends, in the order in which Renovate merges
 * them: presets come before the configuration that extends them.
 */
export async function readSources(internals: Internals): Promise<Sources> {
  const { detectRepoFileConfig } = internals['workers/repository/init/merge.js'];
  const { configFileName: file, configFileParsed, configFileParseError } = await detectRepoFileConfig();
  if (configFileParseError !== undefined) {
    const { validationError, validationMessage } = configFileParseError;
    return { file, sources: [], places: [], presets: [], broken: `${validationError}: ${validationMessage}` };
  }
  const { marked: own, places } = mark(internals, configFileParsed ?? {});
  const { migratedConfig } = internals['config/migration.js'].migrateConfig(own);
  const config = allowStrings(internals, migratedConfig);
  const presets: Inspection['presets'] = [];
  const walk = async (source: Source, above: readonly string[]): Promise<Source[]> => {
    const found: Source[] = [];
    for (const { preset, via, inRule } of extended(source, places)) {
      if (above.includes(preset) || ignored(config).includes(preset)) continue;
      try {
        const loaded = await internals['config/presets/index.js'].getPreset(preset, own);
        presets.push({ name: preset, via: [...via], nested: above.length > 0, error: null });
        found.push(...(await walk({ name: preset, via, inRule, config: loaded }, [...above, preset])));
      } catch (error) {
        const { message, why = message } = error as Error & { why?: string };
        presets.push({ name: preset, via: [...via], nested: above.length > 0, error: why });
      }
    }
    return [...found, source];
  };
  const top = { name: file ?? '', via: [], inRule: false, config };
  return { file, sources: await walk(top, []), places, presets, broken: undefined };
}

/**
 * The package rules of the repository's file as Renovate resolves them: migrated, massaged, with the presets that they
 * extend. They are the last ones of the resolved configuration.
 *
 * @throws {Error} when a preset that a rule extends cannot be fetched.
 */
export async function ownRules(internals: Internals, { sources, places }: Sources): Promise<OwnRule[]> {
  const own = sources.at(-1)?.config ?? {};
  const { packageRules, ignorePresets } = internals['config/massage.js'].massageConfig(own);
  if (!Array.isArray(packageRules)) return [];
  const { config } = await internals['config/presets/index.js'].resolveConfigPresets(
    { packageRules, ...(ignorePresets === undefined ? {} : { ignorePresets }) },
    own,
  );
  // A preset may have rules of its own, which migration moves out of the rule that extends it.
  const { migratedConfig } = internals['config/migration.js'].migrateConfig(config);
  return (migratedConfig['packageRules'] as Config[]).map(({ [RULE_MARK]: place, ...rule }) => {
    return { rule, path: places[Number(place)] ?? [] };
  });
}

/** A copy of a configuration without marks. */
export function withoutMarks(config: Config): Config {
  return JSON.parse(JSON.stringify(config, (key, value) => (key === RULE_MARK ? undefined : value)));
}

/** The keys that massage splits off a package rule. */
const UPDATE_TYPES = ['major', 'minor', 'patch', 'pin', 'digest', 'rollback'];

/** Marks the file's rules, and what migration makes rules of: objects and lists that are not options any more. */
function mark(internals: Internals, config: Config): { marked: Config; places: Path[] } {
  const options = new Set(internals['config/options/index.js'].getOptions().map(({ name }) => name));
  const places: Path[] = [];
  const markRule = (rule: unknown, path: Path): unknown => {
    if (!isObject(rule) || Object.keys(rule).length === 0) return rule;
    const parts = Object.entries(rule).map(([key, value]): [string, unknown] => {
      const at = [...path, key];
      if (key === 'packageRules') return [key, markRules(value, at)];
      return [key, UPDATE_TYPES.includes(key) ? markRule(value, at) : value];
    });
    places.push(path);
    return { ...Object.fromEntries(parts), [RULE_MARK]: places.length - 1 };
  };
  const markRules = (value: unknown, path: Path): unknown =>
    Array.isArray(value) ? value.map((rule, index) => markRule(rule, [...path, index])) : markRule(value, path);
  const marked = Object.entries(config).map(([key, value]) => {
    const mayBeRules = key === 'packageRules' || (!options.has(key) && !UNMARKED.includes(key));
    return [key, mayBeRules ? markRules(value, [key]) : value];
  });
  return { marked: Object.fromEntries(marked), places };
}

/** Here migration counts the keys of each object. */
const UNMARKED = ['packageFiles'];

function isObject(value: unknown): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `"extends": "x"` is read as `["x"]`, on every level. */
function allowStrings(internals: Internals, config: Config): Config {
  const { packageRules, ...rest } = config;
  // Massaging the rules would split some of them.
  return {
    ...internals['config/massage.js'].massageConfig(rest),
    ...(packageRules === undefined ? {} : { packageRules }),
  };
}

interface Extended extends Pick<Source, 'via' | 'inRule'> {
  readonly preset: string;
}

/** The presets that a source extends, at its top and inside of its rules, each with its place in the file. */
function extended({ config, via, inRule }: Source, places: readonly Path[]): Extended[] {
  const rules = Array.isArray(config['packageRules']) ? (config['packageRules'] as Config[]) : [];
  const lists = [
    { list: config['extends'], at: ['extends'] as Path, inRule },
    ...rules.map((rule) => ({
      list: rule?.['extends'],
      at: [...(places[Number(rule?.[RULE_MARK])] ?? []), 'extends'],
      inRule: true,
    })),
  ];
  return lists.flatMap(({ list, at, inRule }) =>
    [list ?? []].flat().flatMap((preset, index) => {
      return typeof preset === 'string' ? [{ preset, via: via.length > 0 ? via : [...at, index], inRule }] : [];
    }),
  );
}

function ignored(config: Config): readonly unknown[] {
  return [config['ignorePresets'] ?? []].flat();
}
