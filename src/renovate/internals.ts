import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A configuration inside Renovate, which only Renovate looks into. */
export type Config = Record<string, unknown>;

interface GitPreset {
  readonly repo: string;
  readonly presetPath?: string;
  readonly presetName?: string;
}

/** Renovate's table of preset sources (`github>`, `local>`, ...). */
export type PresetSources = Record<
  string,
  { repoHosted: boolean; load(): Promise<{ getPreset(preset: GitPreset): Promise<unknown> | unknown }> }
>;

/** An upgrade of a branch, inside Renovate. */
type RenovateUpgrade = Config & { readonly manager: string; readonly packageFile: string };

/** A branch, inside Renovate. */
export type RenovateBranch = Config & { readonly upgrades: readonly RenovateUpgrade[] };

/** Renovate's custom datasource, as far as it is used here. */
export interface CustomDatasource {
  CustomDatasource: {
    prototype: {
      getReleases(config: { packageName: string }): Promise<unknown>;
      handleHttpErrors(error: Error): void;
    };
  };
}

/** How some managers write an upgrade into a file themselves. */
type UpdateDependency = (input: {
  fileContent: string;
  packageFile: string;
  upgrade: Config;
}) => Promise<string | null>;

/** The functions of Renovate that are used here, by the module that they are in. */
interface Modules {
  'config/global.js': { GlobalConfig: { get(): Config; set(config: Config): Config } };
  'config/presets/index.js': { presetSources: PresetSources };
  'config/secrets.js': {
    applySecretsAndVariablesToConfig(input: {
      config: Config;
      deleteVariables: boolean;
      deleteSecrets: boolean;
    }): Config;
  };
  'logger/index.js': {
    init(): Promise<void>;
    addStream(stream: {
      name: string;
      level: string;
      type: 'raw';
      stream: { writable: true; write(record: Config): void };
    }): void;
  };
  'modules/datasource/custom/index.js': CustomDatasource;
  'modules/manager/index.js': { get(manager: string, name: 'updateDependency'): UpdateDependency | undefined };
  'modules/platform/scm.js': { scm: { getFileList(): Promise<string[]> } };
  'modules/versioning/index.js': { getVersionings(): Map<string, unknown> };
  'proxy.js': { bootstrap(): void };
  'util/regex.js': { regexEngineStatus: { type: string } };
  'workers/global/config/parse/index.js': { parseConfigs(env: NodeJS.ProcessEnv, argv: string[]): Promise<Config> };
  'workers/global/index.js': { getRepositoryConfig(config: Config, repository: string): Promise<Config> };
  'workers/global/initialize.js': {
    globalInitialize(config: Config): Promise<Config>;
    globalFinalize(config: Config): Promise<void>;
  };
  'workers/repository/init/index.js': { initRepo(config: Config): Promise<Config> };
  'workers/repository/update/pr/body/notes.js': { getPrNotes(branch: RenovateBranch): string };
  'workers/repository/update/branch/auto-replace.js': {
    doAutoReplace(upgrade: Config, content: string, reuse: boolean, firstUpdate: boolean): Promise<string | null>;
  };
  'workers/repository/process/index.js': {
    extractDependencies(
      config: Config,
    ): Promise<{ branches: RenovateBranch[]; packageFiles: Record<string, unknown[]> }>;
  };
}

/** What is used of Renovate's inside, module by module: where a new version has moved one, this is the list to look at. */
export const USED: { readonly [Name in keyof Modules]: readonly (keyof Modules[Name])[] } = {
  'config/global.js': ['GlobalConfig'],
  'config/presets/index.js': ['presetSources'],
  'config/secrets.js': ['applySecretsAndVariablesToConfig'],
  'logger/index.js': ['init', 'addStream'],
  'modules/datasource/custom/index.js': ['CustomDatasource'],
  'modules/manager/index.js': ['get'],
  'modules/platform/scm.js': ['scm'],
  'modules/versioning/index.js': ['getVersionings'],
  'proxy.js': ['bootstrap'],
  'util/regex.js': ['regexEngineStatus'],
  'workers/global/config/parse/index.js': ['parseConfigs'],
  'workers/global/index.js': ['getRepositoryConfig'],
  'workers/global/initialize.js': ['globalInitialize', 'globalFinalize'],
  'workers/repository/init/index.js': ['initRepo'],
  'workers/repository/update/branch/auto-replace.js': ['doAutoReplace'],
  'workers/repository/update/pr/body/notes.js': ['getPrNotes'],
  'workers/repository/process/index.js': ['extractDependencies'],
};

/**
 * Imports one module of the Renovate in `root`.
 *
 * @throws {Error} one line with Renovate's version, when the module or one of its functions is not there.
 */
export async function importInternal<Name extends keyof Modules>(root: string, name: Name): Promise<Modules[Name]> {
  const url = pathToFileURL(path.join(root, 'dist', name)).href;
  let loaded: Modules[Name];
  try {
    loaded = await import(url);
  } catch (cause) {
    throw unsupported(root, name, { cause });
  }
  for (const used of USED[name]) {
    if (!(used in loaded)) throw unsupported(root, `${name} (${String(used)})`);
  }
  return loaded;
}

/** The version of the Renovate in `root`. */
export function renovateVersion(root: string): string {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
}

function unsupported(root: string, name: string, options?: ErrorOptions): Error {
  return new Error(`Renovate ${renovateVersion(root)} is not supported: it has no usable ${name}`, options);
}
