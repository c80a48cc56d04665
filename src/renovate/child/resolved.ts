import { isDeepStrictEqual } from 'node:util';
import { DATASOURCE_NAME } from '../../presets/parts/datasource.ts';
import { componentName } from '../../sysext/component.ts';
import type { Config, Extracted, Internals, PackageFiles } from '../internals.ts';
import { createCauses } from './causes.ts';
import { isBuiltIn, originsOf } from './origins.ts';
import { type Run, sourcesOf } from './run-state.ts';
import { nameOfManager } from './unmatched.ts';

/** What Renovate makes of a dependency whose configuration cannot be used as it is. */
const UNUSABLE = ['invalid-value', 'invalid-version', 'invalid-config', 'is-pinned', 'ignored'];

/**
 * The dependencies of all managers, file by file; with the causes for those that are skipped, for updates that no branch
 * has, and for versions that are not offered.
 */
export async function describeDependencies(
  internals: Internals,
  run: Run,
  { config, packageFiles, branches }: Extracted & { readonly config: Config },
) {
  const causes = createCauses(internals, run, config);
  const open = new Set(branches.flatMap(({ upgrades }) => upgrades.map((one) => key(one, one))));
  const described: Config[] = [];
  for (const [manager, files] of Object.entries(packageFiles)) {
    for (const file of files) {
      const context = () => contextOf(internals, config, manager, file);
      const deps: Config[] = [];
      for (const { updates = [], ...dep } of file.deps) {
        // Of other dependencies no cause is given for what is not proposed.
        const isOurs = componentName(String(dep['packageName'])) !== undefined;
        const warnings = [...((dep['warnings'] ?? []) as Config[]), ...missingDigest(dep, run)];
        if (!isOurs) {
          deps.push({ ...dep, updates, warnings });
          continue;
        }
        const known: Config[] = [];
        for (const update of updates) {
          const isOpen = open.has(key({ ...file, ...dep }, update));
          known.push(
            isOpen ? update : { ...update, cause: await causes.disabled({ ...context(), ...dep, ...update }) },
          );
        }
        const { skipReason } = dep;
        const cause = ['disabled', 'package-rules'].includes(String(skipReason))
          ? await causes.disabled({ ...context(), ...dep })
          : UNUSABLE.includes(String(skipReason))
            ? await causes.skipped({ ...context(), ...dep }, String(skipReason))
            : undefined;
        // As before its lookup, where rules decide on versions.
        const { currentVersion: _, ...asExtracted } = dep;
        const refused = skipReason === undefined ? await causes.refused({ ...context(), ...asExtracted }) : [];
        deps.push({ ...dep, updates: known, warnings, cause, refused });
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

/** The custom managers of the resolved configuration with what each takes, and the preset that brings the datasource. */
export async function describeManagers(
  internals: Internals,
  run: Run,
  config: Config,
  packageFiles: readonly PackageFiles[],
) {
  const managers = (config['customManagers'] ?? []) as Config[];
  const extracted = packageFiles.flatMap((files) => Object.values(files).flat());
  const matches = managers.map(({ matchStrings }) => {
    const own = extracted.filter((file) => looksFor(file, matchStrings));
    return own.reduce((sum, { deps }) => sum + deps.length, 0);
  });
  // Only of a manager that takes nothing does it matter who brought it.
  const origins = matches.includes(0) ? originsOf(await sourcesOf(internals, run), 'customManagers') : [];
  return {
    customManagers: managers.map((manager, index) => ({
      name: nameOfManager(manager),
      builtIn: origins.length === managers.length && isBuiltIn(origins[index] ?? ''),
      matches: matches[index] ?? 0,
    })),
    datasourcePreset: datasourcePreset(run, config),
  };
}

/** The file of a served preset that has the datasource of the resolved configuration, which a later source may replace. */
export function datasourcePreset({ served }: Pick<Run, 'served'>, config: Config): string | undefined {
  const transformsOf = ({ customDatasources }: Config) => {
    const datasources = customDatasources as Record<string, { transformTemplates?: string[] }> | undefined;
    return datasources?.[DATASOURCE_NAME]?.transformTemplates;
  };
  const resolved = transformsOf(config);
  if (resolved === undefined) return undefined;
  return [...served].find(([, preset]) => isDeepStrictEqual(transformsOf(preset), resolved))?.[0];
}

/** Whether a custom manager, or what was extracted by one, is of these `matchStrings`: they are what tells managers apart. */
export function looksFor(one: Config, matchStrings: unknown): boolean {
  return JSON.stringify(one['matchStrings']) === JSON.stringify(matchStrings);
}
