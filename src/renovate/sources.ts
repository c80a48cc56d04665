import type { Path } from '../manifest/path.ts';
import type { Config, Internals } from './internals.ts';
import type { Inspection } from './protocol.ts';

/** A configuration that takes part: the repository's own, or a preset that it extends. */
export interface Source {
  /** The file, or the preset as it is extended. */
  readonly name: string;
  /** Where in the repository's file it comes in: empty for the file itself. */
  readonly via: Path;
  /** Migrated, as Renovate reads it. */
  readonly config: Config;
  /** Whether a rule extends it: then it is merged into that rule, and not into the configuration. */
  readonly inRule: boolean;
}

/** The configuration of a repository, source by source. */
export interface Sources {
  /** `undefined` where the repository has none. */
  readonly file: string | undefined;
  readonly sources: readonly Source[];
  readonly presets: Inspection['presets'];
  /** Why the file could not be read. */
  readonly broken: string | undefined;
}

/** A key of the rules of the file that says which one each is: migration and massage may add some. */
export const RULE_MARK = 'aks-sysext-rule';

/**
 * Reads the repository's configuration and every preset that it extends, in the order in which Renovate merges
 * them: what a configuration extends comes before what it says itself.
 */
export async function readSources(internals: Internals): Promise<Sources> {
  const { detectRepoFileConfig } = internals['workers/repository/init/merge.js'];
  const { configFileName: file, configFileParsed, configFileParseError } = await detectRepoFileConfig();
  if (configFileParseError !== undefined) {
    const { validationError, validationMessage } = configFileParseError;
    return { file, sources: [], presets: [], broken: `${validationError}: ${validationMessage}` };
  }
  const own = mark(configFileParsed ?? {});
  const { migratedConfig } = internals['config/migration.js'].migrateConfig(own);
  const config = allowStrings(internals, migratedConfig);
  const presets: Inspection['presets'] = [];
  const walk = async (source: Source, above: readonly string[]): Promise<Source[]> => {
    const found: Source[] = [];
    for (const { preset, via, inRule } of extended(source)) {
      if (above.includes(preset) || ignored(config).includes(preset)) continue;
      try {
        const loaded = await internals['config/presets/index.js'].getPreset(preset, own);
        presets.push({ name: preset, via: [...via], nested: above.length > 0, error: null });
        found.push(...(await walk({ name: preset, via, inRule, config: loaded }, [...above, preset])));
      } catch (error) {
        presets.push({ name: preset, via: [...via], nested: above.length > 0, error: (error as Error).message });
      }
    }
    return [...found, source];
  };
  const top = { name: file ?? '', via: [], inRule: false, config };
  return { file, sources: await walk(top, []), presets, broken: undefined };
}

function mark(config: Config): Config {
  const { packageRules } = config;
  if (!Array.isArray(packageRules)) return config;
  return { ...config, packageRules: packageRules.map((rule, index) => ({ ...rule, [RULE_MARK]: index })) };
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
function extended({ config, via, inRule }: Source): Extended[] {
  const rules = Array.isArray(config['packageRules']) ? (config['packageRules'] as Config[]) : [];
  const lists = [
    { list: config['extends'], at: ['extends'] as Path, inRule },
    ...rules.map((rule) => ({
      list: rule?.['extends'],
      at: ['packageRules', Number(rule?.[RULE_MARK]), 'extends'] as Path,
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
