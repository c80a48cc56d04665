import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Run } from '../child/run-state.ts';
import type { Config, GitPreset, Internals } from '../internals.ts';
import { PRESET_NOT_IN_SNAPSHOT } from '../messages.ts';

/** The repository under which the presets are published, by any owner. */
const REPOSITORY = /(?:^|\/)aks-sysext-renovate$/;

/** Renovate's own error for a preset that is not there. Of one that could not be fetched it is the same. */
const NOT_FOUND = 'dep not found';

/** The forges whose `local>` presets Renovate reads without a login at the start of a run. */
const FORGES_WITH_PRESETS = ['github', 'gitlab', 'gitea', 'forgejo'];

/** What Renovate logs of the failure behind {@link NOT_FOUND}. */
const FAILED_FETCH = /^Preset file .+? not found in .+?: (.*)$/s;

/** A source of presets, as Renovate has it. */
interface Source {
  getPreset(preset: GitPreset): Promise<unknown> | unknown;
}

/**
 * Lets Renovate find our presets in the run's own directory for them, whatever forge and owner an `extends` names, so that
 * a change is tried before it is published. Other presets are fetched as ever, and kept; with a snapshot of an earlier
 * run they are taken from it.
 */
export function servePresets(internals: Internals, run: Run): void {
  watchFetches(internals, run);
  const { presetSources } = internals['config/presets/index.js'];
  for (const [name, source] of Object.entries(presetSources)) {
    presetSources[name] = {
      ...source,
      async load() {
        const original = await source.load();
        return {
          async getPreset(preset) {
            const root = source.repoHosted ? rootOf(run, preset.repo) : undefined;
            if (root !== undefined) {
              const { repo, tag = null } = preset;
              if (run.presetRoots[repo] === undefined)
                run.pins.set(`${name}>${repo}#${tag}`, { preset: `${name}>${repo}`, tag });
              const content = await readPreset(internals, run, root, preset);
              run.fetched.set(keyOf(name, preset), content);
              return content;
            }
            const key = keyOf(name, preset);
            const content = await getOther(internals, run, name, original, preset, key);
            run.recorded.presets.push({ key, content });
            run.fetched.set(key, content);
            return content;
          },
        };
      },
    };
  }
}

function keyOf(source: string, { repo, presetPath, presetName, tag }: GitPreset): string {
  return JSON.stringify([source, repo, presetPath, presetName, tag]);
}

/** A preset of the run as it is written. @param preset as an `extends` names it. */
export function fetchedPreset(internals: Internals, run: Run, preset: string): Config | undefined {
  try {
    const { presetSource, ...parsed } = internals['config/presets/parse.js'].parsePreset(preset);
    return run.fetched.get(keyOf(presetSource, parsed)) as Config | undefined;
  } catch {
    // The name of a file is no preset.
    return undefined;
  }
}

/** The directory that stands in for a repository of presets. */
function rootOf({ presetRoot, presetRoots }: Run, repo: string): string | undefined {
  return presetRoots[repo] ?? (REPOSITORY.test(repo) ? presetRoot : undefined);
}

/** Reads the very file that Renovate asks a forge for, and of it the key that is named. */
async function readPreset(
  internals: Internals,
  run: Run,
  root: string,
  { presetName = 'default', ...preset }: GitPreset,
): Promise<Config> {
  const { fetchPreset, parsePreset } = internals['config/presets/util.js'];
  const fetch = async (_repo: string, file: string) => {
    const absolute = path.resolve(root, file);
    if (!absolute.startsWith(path.join(root, path.sep))) throw new Error(NOT_FOUND);
    const text = await readFile(absolute, 'utf8').catch((cause: unknown) => {
      throw new Error(NOT_FOUND, { cause });
    });
    return parsePreset(text, file);
  };
  try {
    return await fetchPreset({ ...preset, filePreset: presetName, endpoint: '', fetch });
  } catch (error) {
    if (!presetName.includes('/')) throw error;
    const [file] = presetName.split('/');
    run.presetFailure = `${preset.repo}:${presetName} is the key "${presetName.slice(`${file}/`.length)}" of the file ${file}.json, which is not there: write ${preset.repo}//${presetName}`;
    throw new Error(run.presetFailure, { cause: error });
  }
}

/** A preset of others, from the snapshot or its forge. @throws {Error} that says why it cannot be had. */
async function getOther(
  internals: Internals,
  run: Run,
  name: string,
  original: Source,
  preset: GitPreset,
  key: string,
): Promise<unknown> {
  const { snapshot } = run;
  const title = titleOf(name, preset);
  const wayRound = isHosted(name) ? `, or ${checkoutOf(preset)}` : '';
  run.fetchFailure = undefined;
  try {
    if (snapshot !== undefined) {
      const found = snapshot.presets.find((one) => one.key === key);
      if (found !== undefined) return structuredClone(found.content);
      throw new Error(`${title} is ${PRESET_NOT_IN_SNAPSHOT}: record a new one with "snapshot"${wayRound}`);
    }
    return await (name === 'local' ? getLocal(internals, run, original, preset) : original.getPreset(preset));
  } catch (error) {
    const { message, err } = error as Error & { err?: Error };
    const cause = err?.message ?? run.fetchFailure;
    if (message === NOT_FOUND && /\b404\b/.test(cause ?? '')) {
      run.presetFailure = `${title}: there is no such preset, or it is not shown without a login: correct the name, set the forge's token${wayRound}`;
    } else if (cause !== undefined) {
      run.presetFailure = `${title} cannot be fetched: ${cause}: check that its host is reachable${wayRound}`;
    } else if (!/^(?:dep|preset|invalid|prohibited|relative|host-blocked)\b/.test(message)) {
      run.presetFailure = message;
    }
    // An error of a host aborts the run as it does the bot's.
    if (err !== undefined || run.presetFailure === undefined) throw error;
    throw new Error(run.presetFailure, { cause: error });
  }
}

/** The way round a preset that cannot be fetched. */
function checkoutOf({ repo }: GitPreset): string {
  return `pass a checkout of it with --preset ${repo}=PATH`;
}

/** Whether presets of this source are files of a repository. */
function isHosted(source: string): boolean {
  return source !== 'http' && source !== 'npm';
}

/** A preset as an `extends` names it. */
function titleOf(source: string, { repo, presetPath, presetName = 'default' }: GitPreset): string {
  if (!isHosted(source)) return repo;
  if (presetPath !== undefined) return `${source}>${repo}//${presetPath}/${presetName}`;
  return presetName === 'default' || presetName === '' ? `${source}>${repo}` : `${source}>${repo}:${presetName}`;
}

/** A `local>` preset: one on the forge of the repository. */
async function getLocal(internals: Internals, run: Run, original: Source, preset: GitPreset): Promise<unknown> {
  const { forge } = run.repository;
  if (forge === undefined) {
    throw new Error(
      `local>${preset.repo} is on the forge of this repository, which the remote "origin" does not tell: set RENOVATE_PLATFORM and RENOVATE_ENDPOINT, or ${checkoutOf(preset)}`,
    );
  }
  if (!FORGES_WITH_PRESETS.includes(forge.platform)) {
    throw new Error(
      `local>${preset.repo} is on ${forge.platform}, whose presets cannot be read here: ${checkoutOf(preset)}`,
    );
  }
  const { GlobalConfig } = internals['config/global.js'];
  const config = GlobalConfig.get();
  if (forge.token !== undefined && forge.endpoint !== undefined) {
    internals['util/host-rules.js'].add({ hostType: forge.platform, matchHost: forge.endpoint, token: forge.token });
  }
  GlobalConfig.set({ ...config, platform: forge.platform, endpoint: forge.endpoint });
  try {
    return await original.getPreset(preset);
  } finally {
    GlobalConfig.set(config);
  }
}

/** Renovate keeps the failure of a request to itself, but for its log. */
function watchFetches(internals: Internals, run: Run): void {
  const { logger } = internals['logger/index.js'];
  const { debug } = logger;
  logger.debug = function watched(record, message) {
    const [, failure] = (typeof record === 'string' && FAILED_FETCH.exec(record)) || [];
    if (failure !== undefined) run.fetchFailure = failure;
    debug.call(this, record, message);
  };
}
