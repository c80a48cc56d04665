import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** A configuration inside of Renovate, with options that this package does not read. */
export type Config = Record<string, unknown>;

/** A preset in a repository, as an `extends` names it. */
export interface GitPreset {
  readonly repo: string;
  readonly presetPath?: string;
  readonly presetName?: string;
  readonly tag?: string;
}

/** Renovate's table of preset sources (`github>`, `local>`, ...). */
export type PresetSources = Record<
  string,
  { repoHosted: boolean; load(): Promise<{ getPreset(preset: GitPreset): Promise<unknown> | unknown }> }
>;

/** An upgrade of a branch, inside Renovate. */
export type RenovateUpgrade = Config & {
  readonly manager: string;
  readonly packageFile: string;
  readonly depName?: string;
  readonly newValue?: string;
  /** The string that the upgrade replaces, if the manager reports it. */
  readonly replaceString?: string;
  /** The index of the dependency among those that the manager extracts from the file. */
  readonly depIndex?: number;
  readonly baseDeps?: readonly Config[];
};

/** A branch, inside Renovate. */
export type RenovateBranch = Config & { readonly upgrades: readonly RenovateUpgrade[] };

/** A dependency in a file. */
export type Dep = Config & { updates?: Config[] };

/** The extracted dependencies, by manager. */
export type PackageFiles = Record<string, (Config & { readonly deps: Dep[] })[]>;

/** The dependencies of a repository with their updates, and the branches of the updates. */
export interface Extracted {
  readonly branches: RenovateBranch[];
  readonly packageFiles: PackageFiles;
}

/** The parameters of a lookup. */
interface LookupConfig {
  readonly datasource?: string;
  readonly packageName: string;
  readonly registryUrl?: string;
}

/** The fields of a response that are used here. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/** The client of a datasource. */
export interface HttpClient {
  request(url: string | URL, options: Config): Promise<HttpResponse>;
}

/** The parameters of the lookup of a digest. */
interface DigestConfig {
  readonly packageName: string;
  readonly registryUrl?: string;
  readonly currentDigest?: string;
}

/** One of Renovate's datasources. */
export interface Datasource {
  readonly http: HttpClient;
  /** Whether its results are cached beyond a run. */
  caching?: boolean | undefined;
  getReleases(config: LookupConfig): Promise<unknown>;
  getDigest?(config: DigestConfig, value?: string | null): Promise<string | null | undefined>;
  postprocessRelease(config: unknown, release: unknown): Promise<unknown>;
}

/** Parses the responses of custom datasources in one format. */
interface Fetcher {
  fetch(http: unknown, url: string): Promise<unknown>;
}

/** The functions of Renovate's custom datasource that are used here. */
export interface CustomDatasource {
  CustomDatasource: { prototype: Datasource & { handleHttpErrors(error: Error): void } };
}

/** The functions of a versioning that are used here. */
export interface Versioning {
  isValid(value: string): boolean;
  isVersion(value: string): boolean;
  isStable(version: string): boolean;
  isCompatible(version: string, current: string): boolean;
}

/** The releases of a lookup. */
interface Releases {
  releases: { version: string }[];
}

/** The function by which some managers write an upgrade into a file. */
type UpdateDependency = (input: {
  fileContent: string;
  packageFile: string;
  upgrade: Config;
}) => Promise<string | null> | string | null;

/** Writes a line of the log. */
type Log = (record: Config | string, message?: string) => void;

/** The functions of Renovate that are used here, by module. */
export interface Internals {
  'config/app-strings.js': { getConfigFileNames(): string[] };
  'config/global.js': { GlobalConfig: { get(): Config; set(config: Config): Config } };
  'config/massage.js': { massageConfig(config: Config): Config };
  'config/migration.js': { migrateConfig(config: Config): { migratedConfig: Config } };
  'config/options/index.js': {
    getOptions(): {
      name: string;
      default?: unknown;
      stage?: string;
      patternMatch?: boolean;
      supportsTemplating?: boolean;
      mergeable?: boolean;
    }[];
  };
  'config/validation.js': {
    validateConfig(type: 'repo', config: Config): Promise<Record<'errors' | 'warnings', { message: string }[]>>;
  };
  'config/presets/index.js': {
    presetSources: PresetSources;
    getPreset(preset: string, baseConfig: Config): Promise<Config>;
    resolveConfigPresets(config: Config, baseConfig: Config): Promise<{ config: Config }>;
  };
  'config/presets/parse.js': { parsePreset(preset: string): GitPreset & { readonly presetSource: string } };
  'config/presets/util.js': {
    fetchPreset(request: {
      repo: string;
      filePreset: string;
      presetPath?: string;
      tag?: string;
      endpoint: string;
      fetch(repo: string, file: string): Promise<unknown>;
    }): Promise<Config>;
    parsePreset(text: string, file: string): unknown;
  };
  'config/secrets.js': {
    applySecretsAndVariablesToConfig(input: {
      config: Config;
      deleteVariables: boolean;
      deleteSecrets: boolean;
    }): Config;
  };
  'logger/index.js': {
    init(): Promise<void>;
    logger: { debug: Log; once: { warn: Log } };
    addStream(stream: {
      name: string;
      level: string;
      type: 'raw';
      stream: { writable: true; write(record: Config): void };
    }): void;
  };
  'modules/datasource/custom/formats/index.js': {
    fetchers: Record<string, Fetcher> & { json: Fetcher };
  };
  'modules/datasource/custom/index.js': CustomDatasource;
  'modules/datasource/common.js': {
    applyExtractVersion(list: Releases, extractVersion: string | undefined): Releases;
    getDefaultVersioning(datasource: string | undefined): string;
  };
  'modules/datasource/docker/common.js': {
    getRegistryRepository(packageName: string, registryUrl: string): { registryHost: string; dockerRepository: string };
  };
  'modules/datasource/index.js': {
    getDatasources(): Map<string, Datasource>;
    getDefaultConfig(datasource: string): Promise<Config>;
  };
  'modules/manager/custom/utils.js': { validMatchFields: readonly string[] };
  'modules/manager/index.js': {
    allManagersList: readonly string[];
    getEnabledManagersList(enabledManagers: readonly string[] | undefined): readonly string[];
    get(manager: string, name: 'updateDependency'): UpdateDependency | undefined;
    get(manager: string, name: 'defaultConfig'): { managerFilePatterns?: string[] } | undefined;
    extractPackageFile(
      manager: string,
      content: string,
      file: string,
      config: Config,
    ): Promise<{ deps: Config[] } | null> | { deps: Config[] } | null;
  };
  'modules/platform/scm.js': { scm: { getFileList(): Promise<string[]> } };
  'modules/platform/gitea/utils.js': { DRAFT_PREFIX: string };
  'modules/platform/gitlab/utils.js': { DRAFT_PREFIX: string };
  'modules/platform/api.js': { default: Map<string, object> };
  'modules/platform/local/scm.js': {
    LocalFs: { prototype: { getFileList(): Promise<string[]>; checkoutBranch(branch: string): Promise<null> } };
  };
  'modules/versioning/index.js': { get(versioning: string): Versioning; getVersionings(): Map<string, unknown> };
  'proxy.js': { bootstrap(): void };
  'util/package-rules/index.js': { applyPackageRules(config: Config): Promise<Config> };
  'util/cache/memory/index.js': { init(): void; cleanDatasourceKeys(): void };
  'util/host-rules.js': { add(rule: Config, options?: Config): void; clear(): void; getAll(): Config[] };
  'util/git/index.js': {
    initRepo(args: { url: string }): Promise<void>;
  };
  'util/common.js': {
    detectPlatform(url: string): string | null;
    parseJson(text: string, file: string): unknown;
  };
  'util/git/url.js': { getHttpUrl(url: string): string; parseGitUrl(url: string): { full_name: string } };
  'util/string-match.js': { getRegexPredicate(pattern: string): ((text: string) => boolean) | null };
  'util/sanitize.js': { sanitize(text: string): string };
  'util/jsonata.js': { getExpression(text: string): object | Error };
  'util/regex.js': {
    regexEngineStatus: { type: string; err?: unknown };
    regEx(pattern: string, flags: string, useCache: boolean): RegExp;
  };
  'util/template/index.js': {
    allowedFields: Record<string, string>;
    exposedConfigOptions: readonly string[];
    compile(template: string, input: Config): string;
  };
  'workers/global/config/parse/index.js': { parseConfigs(env: NodeJS.ProcessEnv, argv: string[]): Promise<Config> };
  'workers/global/index.js': { getRepositoryConfig(config: Config, repository: string): Promise<Config> };
  'workers/global/limits.js': {
    calcLimit(upgrades: readonly Config[], name: 'branchConcurrentLimit' | 'prConcurrentLimit'): number;
  };
  'workers/global/initialize.js': {
    globalInitialize(config: Config): Promise<Config>;
    globalFinalize(config: Config): Promise<void>;
  };
  'config/index.js': { getManagerConfig(config: Config, manager: string): Config };
  'config/utils.js': { mergeChildConfig(parent: Config, child: Config): Config };
  'workers/repository/init/merge.js': {
    detectRepoFileConfig(): Promise<{
      configFileName?: string;
      configFileParsed?: Config;
      configFileParseError?: { validationError: string; validationMessage: string };
    }>;
  };
  'workers/repository/init/index.js': { initRepo(config: Config): Promise<Config> };
  'workers/repository/update/branch/bump-versions.js': {
    bumpVersions(config: {
      updatedPackageFiles: { path: string; contents: string }[];
      updatedArtifacts: { path: string; contents: string }[];
      artifactErrors: { stderr: string }[];
    }): Promise<void>;
  };
  'workers/repository/update/pr/labels.js': { prepareLabels(branch: RenovateBranch): string[] };
  'workers/repository/update/pr/body/notes.js': { getPrNotes(branch: RenovateBranch): string };
  'workers/repository/update/branch/schedule.js': { isScheduledNow(config: Config): boolean };
  'workers/repository/update/branch/auto-replace.js': {
    confirmIfDepUpdated(upgrade: Config, content: string): Promise<boolean>;
    doAutoReplace(upgrade: Config, content: string, reuse: boolean, firstUpdate: boolean): Promise<string | null>;
  };
  'workers/repository/process/lookup/filter.js': {
    filterVersions(
      config: Config,
      current: string,
      latest: string | undefined,
      releases: Releases['releases'],
      versioning: Versioning,
    ): Releases['releases'];
  };
  'workers/repository/extract/file-match.js': {
    getFilteredFileList(config: Config, files: readonly string[]): string[];
    getMatchingFiles(config: Config, files: readonly string[]): string[];
  };
  'workers/repository/process/extract-update.js': {
    extract(config: Config): Promise<PackageFiles>;
    lookup(config: Config, packageFiles: PackageFiles): Promise<Extracted>;
  };
  'workers/repository/process/fetch.js': { fetchUpdates(config: Config, packageFiles: PackageFiles): Promise<void> };
  'workers/repository/process/sort.js': { sortBranches(branches: RenovateBranch[]): void };
  'workers/repository/updates/branchify.js': {
    branchifyUpgrades(config: Config, packageFiles: PackageFiles): Promise<Pick<Extracted, 'branches'>>;
  };
  'workers/repository/updates/flatten.js': {
    flattenUpdates(config: Config, packageFiles: PackageFiles): Promise<Config[]>;
    sanitizeDepName(name: string): string;
  };
  'workers/repository/process/index.js': {
    getBaseBranchConfig(baseBranch: string, config: Config): Promise<Config>;
  };
}

/** The names that are used of each module of Renovate, which a new version may move. */
export const USED: { readonly [Name in keyof Internals]: readonly (keyof Internals[Name])[] } = {
  'config/app-strings.js': ['getConfigFileNames'],
  'config/global.js': ['GlobalConfig'],
  'config/index.js': ['getManagerConfig'],
  'config/massage.js': ['massageConfig'],
  'config/migration.js': ['migrateConfig'],
  'config/options/index.js': ['getOptions'],
  'config/presets/index.js': ['presetSources', 'getPreset', 'resolveConfigPresets'],
  'config/presets/parse.js': ['parsePreset'],
  'config/presets/util.js': ['fetchPreset', 'parsePreset'],
  'config/secrets.js': ['applySecretsAndVariablesToConfig'],
  'config/utils.js': ['mergeChildConfig'],
  'config/validation.js': ['validateConfig'],
  'logger/index.js': ['init', 'addStream', 'logger'],
  'modules/datasource/common.js': ['applyExtractVersion', 'getDefaultVersioning'],
  'modules/datasource/custom/formats/index.js': ['fetchers'],
  'modules/datasource/custom/index.js': ['CustomDatasource'],
  'modules/datasource/docker/common.js': ['getRegistryRepository'],
  'modules/datasource/index.js': ['getDatasources', 'getDefaultConfig'],
  'modules/manager/custom/utils.js': ['validMatchFields'],
  'modules/manager/index.js': ['allManagersList', 'get', 'getEnabledManagersList', 'extractPackageFile'],
  'modules/platform/scm.js': ['scm'],
  'modules/platform/api.js': ['default'],
  'modules/platform/gitea/utils.js': ['DRAFT_PREFIX'],
  'modules/platform/gitlab/utils.js': ['DRAFT_PREFIX'],
  'modules/platform/local/scm.js': ['LocalFs'],
  'modules/versioning/index.js': ['get', 'getVersionings'],
  'proxy.js': ['bootstrap'],
  'util/package-rules/index.js': ['applyPackageRules'],
  'util/git/index.js': ['initRepo'],
  'util/common.js': ['detectPlatform', 'parseJson'],
  'util/git/url.js': ['getHttpUrl', 'parseGitUrl'],
  'util/cache/memory/index.js': ['init', 'cleanDatasourceKeys'],
  'util/host-rules.js': ['add', 'clear', 'getAll'],
  'util/jsonata.js': ['getExpression'],
  'util/regex.js': ['regEx', 'regexEngineStatus'],
  'util/sanitize.js': ['sanitize'],
  'util/string-match.js': ['getRegexPredicate'],
  'util/template/index.js': ['allowedFields', 'compile', 'exposedConfigOptions'],
  'workers/global/config/parse/index.js': ['parseConfigs'],
  'workers/global/index.js': ['getRepositoryConfig'],
  'workers/global/initialize.js': ['globalInitialize', 'globalFinalize'],
  'workers/global/limits.js': ['calcLimit'],
  'workers/repository/init/index.js': ['initRepo'],
  'workers/repository/init/merge.js': ['detectRepoFileConfig'],
  'workers/repository/extract/file-match.js': ['getFilteredFileList', 'getMatchingFiles'],
  'workers/repository/process/extract-update.js': ['extract', 'lookup'],
  'workers/repository/process/fetch.js': ['fetchUpdates'],
  'workers/repository/process/sort.js': ['sortBranches'],
  'workers/repository/updates/branchify.js': ['branchifyUpgrades'],
  'workers/repository/updates/flatten.js': ['flattenUpdates', 'sanitizeDepName'],
  'workers/repository/process/index.js': ['getBaseBranchConfig'],
  'workers/repository/process/lookup/filter.js': ['filterVersions'],
  'workers/repository/update/branch/auto-replace.js': ['confirmIfDepUpdated', 'doAutoReplace'],
  'workers/repository/update/branch/schedule.js': ['isScheduledNow'],
  'workers/repository/update/branch/bump-versions.js': ['bumpVersions'],
  'workers/repository/update/pr/body/notes.js': ['getPrNotes'],
  'workers/repository/update/pr/labels.js': ['prepareLabels'],
};

/**
 * Imports all modules that are used of the Renovate in `root`, the logger first: other modules log as they load.
 *
 * @throws {Error} as {@link importInternal}.
 */
export async function importInternals(root: string): Promise<Internals> {
  const logger = await importInternal(root, 'logger/index.js');
  await logger.init();
  const names = Object.keys(USED) as (keyof Internals)[];
  const modules = await Promise.all(names.map(async (name) => [name, await importInternal(root, name)]));
  return Object.fromEntries(modules);
}

/**
 * Imports one module of the Renovate in `root`.
 *
 * @throws {Error} one line with Renovate's version, if the module or one of its functions does not exist.
 */
export async function importInternal<Name extends keyof Internals>(root: string, name: Name): Promise<Internals[Name]> {
  const url = pathToFileURL(path.join(root, 'dist', name)).href;
  let loaded: Internals[Name];
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
  return readManifest(root).version;
}

/** The version of re2 that the Renovate in `root` is published with. */
export function re2Version(root: string): string {
  return readManifest(root).optionalDependencies?.['re2'] ?? 'latest';
}

function readManifest(root: string): { version: string; optionalDependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
}

function unsupported(root: string, name: string, options?: ErrorOptions): Error {
  return new Error(`Renovate ${renovateVersion(root)} is not supported: ${name} is missing`, options);
}
