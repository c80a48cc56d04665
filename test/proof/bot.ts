import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { init as emptyMemoryCache } from 'renovate/dist/util/cache/memory/index.js';
import { getMatchingFiles } from 'renovate/dist/workers/repository/extract/file-match.js';
import { getManagerPackageFiles } from 'renovate/dist/workers/repository/extract/manager-files.js';
import { fetchUpdates } from 'renovate/dist/workers/repository/process/fetch.js';
import { flattenUpdates } from 'renovate/dist/workers/repository/updates/flatten.js';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { type Config, type Internals, importInternals } from '../../src/renovate/internals.ts';
import { cacheCompiled } from '../../src/renovate/patches/cache-templates.ts';

/** The registry of all that is looked up. */
export const HOST = 'mcr.microsoft.com';

/** What is looked up in one go: files, by a configuration, with the tags of each repository. */
export interface Lookup {
  /** What a repository's configuration is once its presets are merged. */
  readonly config: Config;
  /** Names to texts, all in one folder. */
  readonly files: Readonly<Record<string, string>>;
  /** By repository, below whatever registry. */
  readonly tags: ReadonlyMap<string, readonly string[]>;
}

/** Renovate in this process: extraction, package rules, datasource, versioning and filters, all by its own code. */
export interface Bot {
  /** Updates, each with everything that Renovate knows of it by then. */
  lookUp(lookup: Lookup): Promise<Config[]>;
  /** Releases the folder that files are read from. */
  close(): void;
}

/**
 * Imports Renovate, which then logs nothing.
 *
 * @throws {Error} where RE2 does not load: Renovate would go on without it, and nothing here would be about RE2.
 */
export async function importRenovate(): Promise<Internals> {
  process.env['LOG_LEVEL'] = 'fatal';
  const internals = await importInternals(locateRenovate(PACKAGE_ROOT));
  if (internals['util/regex.js'].regexEngineStatus.type !== 'available') throw new Error('RE2 does not load');
  return internals;
}

/** Starts Renovate in this process. Tag lists come from memory, everything else is as in a real run. */
export async function startBot(): Promise<Bot> {
  const internals = await importRenovate();
  cacheCompiled(locateRenovate(PACKAGE_ROOT));
  const dir = mkdtempSync(path.join(tmpdir(), 'proof-'));
  internals['config/global.js'].GlobalConfig.set({ localDir: dir });
  return {
    async lookUp(lookup) {
      emptyMemoryCache();
      serve(internals, lookup.tags);
      const packageFiles = { regex: await extract(internals, lookup, dir) };
      await fetchUpdates(lookup.config, packageFiles);
      const upgrades = await flattenUpdates(lookup.config, packageFiles);
      return upgrades.map((upgrade) => ({ ...upgrade }));
    },
    close: () => rmSync(dir, { recursive: true }),
  };
}

/** The registry in front of a package name. */
const REGISTRY = /^[^/]*[.:][^/]*\//;

/** Both datasources that the presets use take their tags from `lists`. */
function serve(internals: Internals, lists: Lookup['tags']): void {
  internals['modules/datasource/custom/formats/index.js'].fetchers.json.fetch = async (_, url) => {
    const name = new URL(url).pathname.replace(/^\/v2\//, '').replace(/\/tags\/list$/, '');
    return { name, tags: find(lists, name) };
  };
  const docker = internals['modules/datasource/index.js'].getDatasources().get('docker');
  if (docker === undefined) throw new Error('Renovate has no docker datasource');
  docker.getDigest = async ({ packageName }, value) => {
    const tags = find(lists, String(packageName).replace(REGISTRY, ''));
    return tags.includes(String(value)) ? `sha256:${'0'.repeat(64)}` : null;
  };
  docker.getReleases = async ({ packageName, registryUrl }) => ({
    registryUrl,
    releases: find(lists, packageName.replace(REGISTRY, '')).map((version) => ({ version })),
  });
}

function find(lists: Lookup['tags'], name: string): readonly string[] {
  const list = lists.get(name);
  if (list === undefined) throw new Error(`no repository ${name}`);
  return list;
}

/** As Renovate's `extractAllDependencies` does for its regex managers, less the walk through the file tree. */
async function extract(internals: Internals, { config, files }: Lookup, dir: string): Promise<object[]> {
  for (const [file, content] of Object.entries(files)) writeFileSync(path.join(dir, file), content);
  const base = internals['config/index.js'].getManagerConfig(config, 'regex');
  const managers = (config['customManagers'] ?? []) as Config[];
  const found: object[] = [];
  for (const manager of managers) {
    const own = internals['config/utils.js'].mergeChildConfig({ ...base, manager: 'regex' }, manager);
    const fileList = getMatchingFiles(own, Object.keys(files));
    if (fileList.length > 0) found.push(...(await getManagerPackageFiles({ ...own, fileList })));
  }
  return found;
}
