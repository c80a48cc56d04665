import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getConfig } from 'renovate/dist/config/defaults.js';
import { setPlatformApi } from 'renovate/dist/modules/platform/index.js';
import { setPlatformScmApi } from 'renovate/dist/modules/platform/scm.js';
import { init as emptyMemoryCache } from 'renovate/dist/util/cache/memory/index.js';
import { resetCache } from 'renovate/dist/util/cache/repository/index.js';
import { clearRepoSanitizedSecretsList } from 'renovate/dist/util/sanitize.js';
import { extractAllDependencies } from 'renovate/dist/workers/repository/extract/index.js';
import { mergeRenovateConfig } from 'renovate/dist/workers/repository/init/merge.js';
import { datasourcePreset } from '../../src/renovate/child/resolved.ts';
import { begin, newRun } from '../../src/renovate/child/run-state.ts';
import { type OwnRule, ownRules, readSources } from '../../src/renovate/child/sources.ts';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { inspectConfiguration, inspectEffects } from '../../src/renovate/inspect/inspect.ts';
import type { Config, Internals } from '../../src/renovate/internals.ts';
import { Inspection } from '../../src/renovate/messages.ts';
import { explainPresetFailures } from '../../src/renovate/patches/explain-preset-failures.ts';
import { servePresets } from '../../src/renovate/patches/serve-presets.ts';
import { importRenovate } from '../proof/bot.ts';

/** Renovate in this process, for configurations alone: nothing is looked up. */
export interface Inspector {
  readonly internals: Internals;
  /** The configuration as Renovate resolves it, and the rules of the file. */
  resolve(config: unknown): Promise<{ config: Config; own: OwnRule[] }>;
  /** The preset that brings the datasource of the configuration that was inspected last. */
  datasourcePreset(): string | undefined;
  /**
   * What is found in a repository with a configuration.
   *
   * @throws {Error} what `inspectConfiguration` and `inspectEffects` throw; {@link Aborted} where Renovate aborts.
   */
  inspect(config: unknown, files: Readonly<Record<string, string>>): Promise<Inspection>;
  close(): void;
}

/** Renovate refuses a configuration, or cannot run with it. */
export class Aborted extends Error {}

/** Starts Renovate in this process, once for many configurations. */
export async function startInspector(): Promise<Inspector> {
  const internals = await importRenovate();
  const root = locateRenovate(PACKAGE_ROOT);
  const run = newRun(() => {});
  begin(run, { presetRoot: PACKAGE_ROOT, presetRoots: {}, snapshot: { lists: [], releases: [], presets: [] } });
  for (const { apply } of [explainPresetFailures, servePresets]) apply({ root, internals, run });
  const dir = mkdtempSync(path.join(tmpdir(), 'inspector-'));
  setPlatformApi('local');
  setPlatformScmApi('local');
  const { LocalFs } = internals['modules/platform/local/scm.js'];

  const enter = (config: unknown, files: Readonly<Record<string, string>>) => {
    const repository = mkdtempSync(path.join(dir, 'repository-'));
    const text = typeof config === 'string' ? config : JSON.stringify(config);
    const all = { ...files, 'renovate.json': text };
    for (const [file, content] of Object.entries(all)) {
      mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
      writeFileSync(path.join(repository, file), content);
    }
    internals['config/global.js'].GlobalConfig.set({ localDir: repository, platform: 'local' });
    LocalFs.prototype.getFileList = async () => Object.keys(all);
    emptyMemoryCache();
    resetCache();
    clearRepoSanitizedSecretsList();
  };
  const merged = (): Promise<Config> =>
    mergeRenovateConfig({ ...getConfig(), repository: 'local', errors: [], warnings: [], semanticCommits: 'disabled' });
  const abort = (error: Error & { validationMessage?: string }) => {
    throw new Aborted(error.validationMessage ?? error.message, { cause: error });
  };

  let last: Config = {};
  return {
    internals,
    datasourcePreset: () => datasourcePreset(run, last),
    async resolve(config) {
      enter(config, {});
      const resolved = await merged();
      return { config: resolved, own: await ownRules(internals, await readSources(internals)) };
    },
    async inspect(config, files) {
      enter(config, files);
      const { sources, inspection } = await inspectConfiguration(internals, root);
      const resolved = { ...(await merged().catch(abort)), defaultBranch: 'main', baseBranch: 'main' };
      last = resolved;
      const { packageFiles } = await extractAllDependencies(resolved).catch(abort);
      const scratch = mkdtempSync(path.join(dir, 'scratch-'));
      const effects = await inspectEffects(internals, sources, resolved, packageFiles ?? {}, scratch);
      // As it is sent from one process to the other.
      return Inspection.parse(JSON.parse(JSON.stringify({ ...inspection, ...effects })));
    },
    close: () => rmSync(dir, { recursive: true }),
  };
}
