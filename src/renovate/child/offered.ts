import { formatVersion, type SysextVersion } from '../../sysext/tag.ts';
import type { Config, Internals, Versioning } from '../internals.ts';

/** Whether the filters of Renovate's lookup keep the candidate, in a registry with nothing else. */
export function isOffered(internals: Internals, config: Config, current: string, candidate: SysextVersion): boolean {
  const versioning = versioningOf(internals, config);
  if (versioning === undefined || !versioning.isVersion(current)) return false;
  const { applyExtractVersion } = internals['modules/datasource/common.js'];
  const { filterVersions } = internals['workers/repository/process/lookup/filter.js'];
  // Registries have tags. The presets' datasource also has versions without an arch.
  const spellings = candidate.arch === undefined ? [candidate, { ...candidate, arch: 'x86-64' as const }] : [candidate];
  const releases = spellings.map((one) => ({ version: formatVersion(one) }));
  try {
    const extracted = applyExtractVersion({ releases }, config['extractVersion'] as string | undefined);
    const newer = filterVersions(
      { ...config, currentValue: current },
      current,
      undefined,
      extracted.releases,
      versioning,
    );
    return newer.some(({ version }) => versioning.isCompatible(version, current));
  } catch {
    return false;
  }
}

/** The versioning that a configuration sets; `undefined` if it does not exist, or its pattern does not compile. */
export function versioningOf(internals: Internals, config: Config): Versioning | undefined {
  try {
    const { getDefaultVersioning } = internals['modules/datasource/common.js'];
    const name = config['versioning'] ?? getDefaultVersioning(config['datasource'] as string | undefined);
    return internals['modules/versioning/index.js'].get(name as string);
  } catch {
    return undefined;
  }
}
