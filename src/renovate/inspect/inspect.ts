import { createHash } from 'node:crypto';
import { customManagersOf } from '../child/config-values.ts';
import { looksFor } from '../child/resolved.ts';
import { isMark } from '../child/rule-marks.ts';
import { ownRules, readSources, type Source, type Sources } from '../child/sources.ts';
import type { Config, Internals, PackageFiles } from '../internals.ts';
import type { Inspection } from '../messages.ts';
import { idleNames } from './idle-names.ts';
import { nameMistakes } from './names.ts';
import { patternMistakes } from './patterns.ts';
import { refusals } from './refusals.ts';
import { ruleEffects, type Settled } from './rules.ts';
import { inspectSlots } from './slots.ts';
import { textsOf } from './strings.ts';
import { templateMistakes } from './templates.ts';

/** The findings about the configuration by itself. */
type Configured = Omit<Inspection, keyof Effects>;

/** The findings about its effects on dependencies. */
type Effects = Pick<Inspection, 'rules' | 'dependencies' | 'idleNames' | 'obstacles' | 'branches' | 'sysexts'>;

const NO_EFFECTS: Effects = {
  rules: [],
  dependencies: [],
  idleNames: [],
  obstacles: [],
  branches: [],
  sysexts: [],
};

/** Inspects the repository's configuration by itself, whether or not Renovate would run with it. */
export async function inspectConfiguration(
  internals: Internals,
  root: string,
): Promise<{ sources: Sources; inspection: Inspection }> {
  const sources = await readSources(internals);
  const { file = null, presets, broken = null } = sources;
  const configured: Configured = {
    file,
    broken,
    presets,
    refusals: await refusals(internals, sources),
    mistakes: mistakesIn(internals, root, sources),
    managers: customManagersOf(sources.sources.at(-1)?.config ?? {}).length,
  };
  return { sources, inspection: { ...configured, ...NO_EFFECTS } };
}

/**
 * Inspects the effects of the configuration on the dependencies.
 *
 * @param scratch an empty directory, in which Renovate's code writes.
 */
export async function inspectEffects(
  internals: Internals,
  sources: Sources,
  config: Config,
  extracted: PackageFiles,
  scratch: string,
): Promise<Effects> {
  const file = sources.sources.at(-1);
  if (file === undefined) return NO_EFFECTS;
  const own = await ownRules(internals, sources);
  const { rules, settled } = await ruleEffects(internals, config, own, extracted);
  const counts = settingsOfDependencies(internals);
  return {
    rules,
    dependencies: settled.map((one) => describeDependency(file, one, counts)),
    idleNames: await idleNames(internals, file, own, settled),
    ...(await inspectSlots(internals, { config, sources, own, settled, scratch })),
  };
}

/** The options that are already applied in the settings of a dependency. */
const APPLIED = ['packageRules', 'customManagers', 'customDatasources', 'extends', 'ignorePresets', 'ignoreDeps'];

/** Keys of a configuration that are not options. */
const NOT_OPTIONS = ['$schema', 'errors', 'warnings'];

/** Whether a setting can affect a dependency. Settings of a repository apply before extraction. */
function settingsOfDependencies(internals: Internals): (key: string) => boolean {
  const early = internals['config/options/index.js']
    .getOptions()
    .filter(({ stage }) => stage === 'global' || stage === 'repository')
    .map(({ name }) => name);
  const others = new Set([...early, ...APPLIED, ...NOT_OPTIONS]);
  return (key) => !others.has(key) && !isMark(key);
}

function describeDependency(
  own: Source,
  { file, config }: Settled,
  counts: (key: string) => boolean,
): Inspection['dependencies'][number] {
  const manager = customManagersOf(own.config).findIndex((one) => looksFor(one, file['matchStrings']));
  const { depName, packageName = depName, currentValue = '' } = config;
  const ignored = [config['ignoreDeps'] ?? []].flat().includes(String(depName));
  const said = Object.entries({ ...config, ignored }).filter(([key]) => counts(key));
  const text = JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    file: String(file['packageFile']),
    depName: String(depName),
    packageName: String(packageName),
    currentValue: String(currentValue),
    manager: manager === -1 ? null : manager,
    digest: createHash('sha256').update(text).digest('hex'),
  };
}

function mistakesIn(internals: Internals, root: string, { sources, places }: Sources): Inspection['mistakes'] {
  const custom = sources.flatMap(({ config }) => Object.keys((config['customDatasources'] ?? {}) as Config));
  return sources.flatMap((source) => {
    const texts = textsOf(source, places);
    const mistakes = [
      ...patternMistakes(internals, texts),
      ...templateMistakes(internals, root, texts),
      ...nameMistakes(internals, custom, texts),
    ];
    return mistakes.map((one) => ({ ...one, source: source.name }));
  });
}
