import { isDeepStrictEqual } from 'node:util';
import { DATASOURCE_NAME } from '../../presets/parts/datasource.ts';
import { componentName } from '../../sysext/component.ts';
import type { Config, Extracted, Internals, PackageFiles } from '../internals.ts';
import { createCauses } from './causes.ts';
import { customManagersOf } from './config-values.ts';
import { fileContext } from './dependency-context.ts';
import { isBuiltIn, managerOrigins } from './origins.ts';
import { type Run, sourcesOf } from './run-state.ts';
import { nameOfManager } from './unmatched.ts';

/** The skip reasons of a dependency whose settings Renovate cannot use. */
const UNUSABLE = ['invalid-value', 'invalid-version', 'invalid-config', 'is-pinned', 'ignored'];

/**
 * The dependencies of all managers, file by file, with the causes of skipped dependencies, of updates that are in no
 * branch, and of versions that are not proposed.
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
      const context = () => fileContext(internals, config, manager, file);
      const deps: Config[] = [];
      for (const { updates = [], ...dep } of file.deps) {
        // Causes are reported for sysexts alone.
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
        // Rules decide on versions before the lookup.
        const { currentVersion: _, ...asExtracted } = dep;
        const refused = skipReason === undefined ? await causes.refused({ ...context(), ...asExtracted }) : [];
        deps.push({ ...dep, updates: known, warnings, cause, refused });
      }
      described.push({ packageFile: file['packageFile'], manager, deps });
    }
  }
  return described;
}

/** A warning that Renovate does not have: a digest is written beside the value, and none is known. */
function missingDigest(dep: Config, { withoutDigest }: Pick<Run, 'withoutDigest'>): Config[] {
  const { packageName, depName, autoReplaceStringTemplate } = dep;
  const isMissing = withoutDigest.has(String(packageName)) || withoutDigest.has(String(depName));
  const isWritten = String(autoReplaceStringTemplate).includes('newDigest');
  return isMissing && isWritten ? [{ topic: packageName, message: 'a digest is not in the snapshot' }] : [];
}

/** A key of an upgrade, which is the same in a branch and in the file that it comes from. */
function key(place: Config, update: Config): string {
  return JSON.stringify([place['packageFile'], place['depName'], place['currentValue'], update['newValue']]);
}

/**
 * The custom managers of the resolved configuration with the number of their dependencies, and the preset that brings the
 * datasource.
 */
export async function describeManagers(
  internals: Internals,
  run: Run,
  config: Config,
  packageFiles: readonly PackageFiles[],
) {
  const managers = customManagersOf(config);
  const extracted = packageFiles.flatMap((files) => Object.values(files).flat());
  const matches = managers.map(({ matchStrings }) => {
    const own = extracted.filter((file) => looksFor(file, matchStrings));
    return own.reduce((sum, { deps }) => sum + deps.length, 0);
  });
  // The origin matters for a manager that extracts nothing alone, and reading all presets is slow.
  const origins = matches.includes(0) ? managerOrigins(await sourcesOf(internals, run)) : [];
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

/** Whether a custom manager, or a file that one extracted, has these `matchStrings`, which identify a manager. */
export function looksFor(one: Config, matchStrings: unknown): boolean {
  return JSON.stringify(one['matchStrings']) === JSON.stringify(matchStrings);
}
