import { componentName } from '../sysext/component.ts';
import type { Config, Extracted, Internals, PackageFiles } from './internals.ts';
import { isBuiltIn, originsOf } from './origins.ts';
import { findDisablingRules } from './rules.ts';
import type { Run } from './run-state.ts';

/**
 * The dependencies of all managers, file by file. Where one was turned off by a rule, or an update of it that no
 * branch takes up, with that rule.
 */
export async function describeDependencies(
  internals: Internals,
  config: Config,
  { packageFiles, branches }: Extracted,
  run: Pick<Run, 'withoutDigest'>,
) {
  const findRule = findDisablingRules(internals, config);
  const taken = new Set(branches.flatMap(({ upgrades }) => upgrades.map((one) => key(one, one))));
  const described: Config[] = [];
  for (const [manager, files] of Object.entries(packageFiles)) {
    for (const file of files) {
      const context = () => contextOf(internals, config, manager, file);
      const deps: Config[] = [];
      for (const dep of file.deps) {
        // Of other dependencies nothing is reported that was not proposed.
        const isOurs = componentName(String(dep['packageName'])) !== undefined;
        const disabledBy = (one: Config) => (isOurs ? findRule({ ...context(), ...dep, ...one }) : undefined);
        const updates: Config[] = [];
        for (const update of dep.updates ?? []) {
          const open = taken.has(key({ ...file, ...dep }, update));
          updates.push(open ? update : { ...update, disabledBy: await disabledBy(update) });
        }
        const off = ['disabled', 'package-rules'].includes(String(dep['skipReason']));
        const warnings = [...((dep['warnings'] ?? []) as Config[]), ...missingDigest(dep, run)];
        deps.push({ ...dep, updates, warnings, ...(off ? { disabledBy: await disabledBy({}) } : {}) });
      }
      described.push({ packageFile: file['packageFile'], manager, deps });
    }
  }
  return described;
}

/** What Renovate does not warn of: where a digest is written beside the value, and none is known. */
function missingDigest(dep: Config, { withoutDigest }: Pick<Run, 'withoutDigest'>): Config[] {
  const { packageName, depName, autoReplaceStringTemplate } = dep;
  const isMissing = withoutDigest.has(String(packageName)) || withoutDigest.has(String(depName));
  const isWritten = String(autoReplaceStringTemplate).includes('newDigest');
  return isMissing && isWritten ? [{ topic: packageName, message: 'a digest is not in the snapshot' }] : [];
}

/** The same upgrade, in a branch and in the file that it comes from. */
function key(place: Config, update: Config): string {
  return JSON.stringify([place['packageFile'], place['depName'], place['currentValue'], update['newValue']]);
}

/** What rules see of a dependency beside what it says itself. */
export function contextOf(internals: Internals, config: Config, manager: string, file: Config): Config {
  const ofManagers = managerConfigs.get(config) ?? new Map<string, Config>();
  managerConfigs.set(config, ofManagers);
  const ofManager = ofManagers.get(manager) ?? internals['config/index.js'].getManagerConfig(config, manager);
  ofManagers.set(manager, ofManager);
  return internals['config/utils.js'].mergeChildConfig(ofManager, { ...file, deps: undefined });
}

/** What holds for all files of a manager, by the configuration that it is a part of. */
const managerConfigs = new WeakMap<Config, Map<string, Config>>();

/** The custom managers of the resolved configuration with what each takes, and the datasource of the presets. */
export async function describeManagers(internals: Internals, config: Config, packageFiles: PackageFiles) {
  const managers = (config['customManagers'] ?? []) as Config[];
  const datasources = (config['customDatasources'] ?? {}) as Record<string, { transformTemplates?: string[] }>;
  const transform = datasources['aks-sysext']?.transformTemplates?.[0];
  const extracted = Object.values(packageFiles).flat();
  const matches = managers.map(({ matchStrings }) => {
    const own = extracted.filter((file) => looksFor(file, matchStrings));
    return own.reduce((sum, { deps }) => sum + deps.length, 0);
  });
  // Only of a manager that takes nothing does it matter who brought it.
  const origins = matches.includes(0) ? await originsOf(internals, 'customManagers') : [];
  return {
    customManagers: managers.map((manager, index) => ({
      name: String(manager['description'] ?? [manager['managerFilePatterns']].flat().join(', ')),
      builtIn: origins.length === managers.length && isBuiltIn(origins[index] ?? ''),
      matches: matches[index] ?? 0,
    })),
    ...(transform === undefined ? {} : { transform }),
  };
}

/** Whether a custom manager, or what was extracted by one, is of these `matchStrings`: they are what tells managers apart. */
export function looksFor(one: Config, matchStrings: unknown): boolean {
  return JSON.stringify(one['matchStrings']) === JSON.stringify(matchStrings);
}
