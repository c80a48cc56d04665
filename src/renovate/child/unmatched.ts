import type { Config, Internals } from '../internals.ts';
import type { Cause, Unmatched } from '../messages.ts';
import type { BaseBranchRun } from './base-branches.ts';
import { customManagersOf, quote } from './config-values.ts';
import { settingSource } from './origins.ts';
import { type Run, sourcesOf } from './run-state.ts';

/**
 * For each file whose content is kept, the setting that excludes it from Renovate's regex managers; if there is none,
 * the managers that read it, whose patterns do not match.
 */
export async function describeUnmatched(
  internals: Internals,
  run: Run,
  { config, texts }: BaseBranchRun,
): Promise<Record<string, Unmatched>> {
  const entries = Object.keys(texts).map(
    async (file) => [file, await describeFile(internals, run, config, file)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function describeFile(internals: Internals, run: Run, config: Config, file: string): Promise<Unmatched> {
  const { getFilteredFileList, getMatchingFiles } = internals['workers/repository/extract/file-match.js'];
  const { getEnabledManagersList } = internals['modules/manager/index.js'];
  const { enabledManagers, ignorePaths, includePaths } = config;
  const manager = internals['config/index.js'].getManagerConfig(config, 'regex');
  const because = async (kind: Unmatched['kind'], option: string, value: unknown): Promise<Unmatched> => {
    return { kind, managers: [], cause: await settingOf(internals, run, option, value) };
  };
  if (!getEnabledManagersList(enabledManagers as string[] | undefined).includes('regex')) {
    return because('enabled-managers', 'enabledManagers', enabledManagers);
  }
  if (manager['enabled'] === false) return because('manager-disabled', 'regex', manager['enabled']);
  const hiding = [ignorePaths ?? []]
    .flat()
    .find((one) => getFilteredFileList({ ignorePaths: [one] }, [file]).length === 0);
  if (hiding !== undefined) return because('ignore-paths', 'ignorePaths', hiding);
  if (getFilteredFileList({ includePaths }, [file]).length === 0)
    return because('include-paths', 'includePaths', includePaths);
  const readers = customManagersOf(config).filter((one) => getMatchingFiles({ ...manager, ...one }, [file]).length > 0);
  if (readers.length === 0) return { kind: 'no-manager', managers: [] };
  return { kind: 'no-match', managers: readers.map(nameOfManager) };
}

/** The name of a custom manager in messages. */
export function nameOfManager(manager: Config): string {
  return String(manager['description'] ?? [manager['managerFilePatterns']].flat().join(', '));
}

async function settingOf(internals: Internals, run: Run, option: string, value: unknown): Promise<Cause> {
  const source = settingSource(await sourcesOf(internals, run), [option]) ?? null;
  return { option, value: quote(value), source, rule: null, description: '' };
}
