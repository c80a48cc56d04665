import type { Config, Internals } from '../internals.ts';

/** The configurations of managers, by the configuration that they are a part of. */
const managerConfigs = new WeakMap<Config, Map<string, Config>>();

/** The configuration of a file's dependencies: of the repository, the manager and the file. */
export function fileContext(internals: Internals, config: Config, manager: string, file: Config): Config {
  const ofManagers = managerConfigs.get(config) ?? new Map<string, Config>();
  managerConfigs.set(config, ofManagers);
  const ofManager = ofManagers.get(manager) ?? internals['config/index.js'].getManagerConfig(config, manager);
  ofManagers.set(manager, ofManager);
  return internals['config/utils.js'].mergeChildConfig(ofManager, { ...file, deps: undefined });
}

/** The configuration of a dependency before package rules, with the defaults of its datasource. */
export async function dependencyContext(internals: Internals, context: Config, dep: Config): Promise<Config> {
  const { mergeChildConfig } = internals['config/utils.js'];
  const merged = mergeChildConfig(context, dep);
  const defaults = await internals['modules/datasource/index.js'].getDefaultConfig(String(merged['datasource']));
  // Merging copies the whole configuration.
  return Object.keys(defaults).length > 0 ? mergeChildConfig(merged, defaults) : merged;
}
