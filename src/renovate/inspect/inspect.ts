import { createHash } from 'node:crypto';
import { componentName } from '../../sysext/component.ts';
import { parseVersion } from '../../sysext/tag.ts';
import type { Config, Extracted, Internals } from '../internals.ts';
import type { Inspection } from '../protocol.ts';
import { looksFor } from '../resolved.ts';
import { RULE_MARK, readSources, type Source, type Sources } from '../sources.ts';
import { nameMistakes } from './names.ts';
import { patternMistakes } from './patterns.ts';
import { createProbe, type Verdicts } from './probes.ts';
import { ruleEffects, type Settled } from './rules.ts';
import { textsOf } from './strings.ts';
import { templateMistakes } from './templates.ts';

/** Looks into the repository's configuration by itself, whether or not Renovate would run with it. */
export async function inspectConfiguration(
  internals: Internals,
  root: string,
): Promise<{ sources: Sources; inspection: Inspection }> {
  const sources = await readSources(internals);
  const { file = null, presets, broken = null } = sources;
  return {
    sources,
    inspection: {
      file,
      broken,
      presets,
      refusals: await refusals(internals, sources),
      mistakes: mistakesIn(internals, root, sources.sources),
      managers: [sources.sources.at(-1)?.config['customManagers'] ?? []].flat().length,
      rules: [],
      dependencies: [],
      sysexts: [],
    },
  };
}

/** Adds what the configuration does to the dependencies that were found. */
export async function inspectEffects(
  internals: Internals,
  { sources }: Sources,
  config: Config,
  extracted: Pick<Extracted, 'packageFiles'>,
): Promise<Pick<Inspection, 'rules' | 'dependencies' | 'sysexts'>> {
  const own = sources.at(-1);
  if (own === undefined) return { rules: [], dependencies: [], sysexts: [] };
  const { rules, settled } = await ruleEffects(internals, config, own, extracted);
  const probe = createProbe(internals);
  return {
    rules,
    dependencies: settled.map((one) => describeDependency(own, one)),
    sysexts: settled.flatMap((one) => describeSysext(internals, one, probe)),
  };
}

/** What of a configuration is said of no dependency. */
const GENERAL = ['packageRules', 'customManagers', 'customDatasources', 'description', 'extends', 'errors', 'warnings'];

function describeDependency(own: Source, { file, matchStrings, config }: Settled): Inspection['dependencies'][number] {
  const managers = [own.config['customManagers'] ?? []].flat() as Config[];
  const manager = managers.findIndex((one) => looksFor(one, matchStrings));
  const said = Object.entries(config).filter(([key]) => !GENERAL.includes(key) && !key.startsWith(RULE_MARK));
  const text = JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    file,
    packageName: String(config['packageName'] ?? config['depName']),
    currentValue: String(config['currentValue'] ?? ''),
    manager: manager === -1 ? null : manager,
    digest: createHash('sha256').update(text).digest('hex'),
  };
}

/** What Renovate's own validation refuses or warns of. */
async function refusals(internals: Internals, { sources }: Sources): Promise<Inspection['refusals']> {
  const own = sources.at(-1);
  if (own === undefined) return [];
  const config = internals['config/massage.js'].massageConfig(withoutMarks(own.config));
  try {
    const { errors, warnings } = await internals['config/validation.js'].validateConfig('repo', config);
    return [
      ...errors.map(({ message }) => ({ message, stops: true })),
      ...warnings.map(({ message }) => ({ message, stops: false })),
    ];
  } catch {
    // A rule that extends a preset which cannot be had; that is told of the preset.
    return [];
  }
}

function withoutMarks(config: Config): Config {
  return JSON.parse(JSON.stringify(config, (key, value) => (key === RULE_MARK ? undefined : value)));
}

function mistakesIn(internals: Internals, root: string, sources: readonly Source[]): Inspection['mistakes'] {
  const custom = sources.flatMap(({ config }) => Object.keys((config['customDatasources'] ?? {}) as Config));
  return sources.flatMap((source) => {
    const texts = textsOf(source);
    const mistakes = [
      ...patternMistakes(internals, texts),
      ...templateMistakes(internals, root, texts),
      ...nameMistakes(internals, custom, texts),
    ];
    return mistakes.map((one) => ({ ...one, source: source.name }));
  });
}

function describeSysext(
  internals: Internals,
  settled: Settled,
  probe: (settled: Settled) => Verdicts,
): Inspection['sysexts'] {
  const { file, manager, config, settledBy } = settled;
  const {
    currentValue,
    packageName,
    datasource,
    groupName,
    versioning,
    minimumReleaseAge,
    minimumReleaseAgeBehaviour,
  } = config;
  const version = parseVersion(String(currentValue));
  if (componentName(String(packageName)) === undefined || version === undefined) return [];
  const waits = Boolean(minimumReleaseAge) && minimumReleaseAgeBehaviour !== 'timestamp-optional';
  return [
    {
      file,
      manager,
      packageName: String(packageName),
      currentValue: String(currentValue),
      datasource: String(datasource),
      versioning: typeof versioning === 'string' ? versioning : null,
      groupName: typeof groupName === 'string' ? compileGroup(internals, groupName, config) : null,
      waitsForTimestamp: waits,
      pinsDigest: config['pinDigests'] === true && datasource === 'docker' && version.arch === undefined,
      enabled: config['enabled'] !== false,
      ...probe(settled),
      settledBy,
    },
  ];
}

/** A group's name, as it would be for a new version of the same minor. */
function compileGroup(internals: Internals, groupName: string, config: Config): string {
  const { major, minor, patch } = parseVersion(String(config['currentValue'])) ?? {};
  const input = { ...config, newMajor: major, newMinor: minor, newPatch: patch };
  return internals['util/template/index.js'].compile(groupName, input);
}
