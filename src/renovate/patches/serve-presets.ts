import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Run } from '../child/run-state.ts';
import type { Config, GitPreset, Internals } from '../internals.ts';
import { PRESET_NOT_IN_SNAPSHOT } from '../messages.ts';
import type { Patch } from './patch.ts';

/** The repository under which the presets are published, by any owner. */
const REPOSITORY = /(?:^|\/)aks-sysext-renovate$/;

/** Renovate's error for a preset that does not exist, and for one that cannot be fetched. */
const NOT_FOUND = 'dep not found';

/** The forges whose `local>` presets Renovate can read without a login. */
const FORGES_WITH_PRESETS = ['github', 'gitlab', 'gitea', 'forgejo'];

/** A source of presets, as Renovate has it. */
interface Source {
  getPreset(preset: GitPreset): Promise<unknown> | unknown;
}

/**
 * Serves our presets from the run's own directory, for every forge and owner in `extends`, so that a change is
 * tried before it is published. Other presets are fetched as usual, and recorded; with a snapshot, they are read from
 * it.
 */
export const servePresets: Patch = {
  name: 'serve-presets',
  lacks:
    'Presets are read from forges and npm alone, so that a change of a preset cannot be tried before it is published.',
  upstream: 'https://github.com/renovatebot/renovate/issues/39304',
  apply({ internals, run }) {
    const { presetSources } = internals['config/presets/index.js'];
    for (const [name, source] of Object.entries(presetSources)) {
      presetSources[name] = {
        ...source,
        async load() {
          const original = await source.load();
          return {
            async getPreset(preset) {
              run.presetFailure = undefined;
              const key = keyOf(name, preset);
              const root = source.repoHosted ? rootOf(run, preset.repo) : undefined;
              const content =
                root === undefined
                  ? await getOther(internals, run, name, original, preset, key)
                  : await readPreset(internals, run, root, preset);
              if (root === undefined) run.recorded.presets.push({ key, content });
              else {
                recordPin(run, name, preset);
                run.served.set(fileOf(preset), content as Config);
              }
              run.fetched.set(key, content);
              return content;
            },
          };
        },
      };
    }
  },
};

function recordPin({ presetRoots, pins }: Run, source: string, { repo, tag }: GitPreset): void {
  const preset = `${source}>${repo}`;
  if (presetRoots[repo] === undefined) pins.set(`${preset}#${tag}`, { preset, tag: tag ?? null });
}

function keyOf(source: string, { repo, presetPath, presetName, tag }: GitPreset): string {
  return JSON.stringify([source, repo, presetPath, presetName, tag]);
}

/** The file of a preset in its repository, such as `presets/docker.json`. */
function fileOf({ presetPath, presetName = 'default' }: GitPreset): string {
  const name = `${presetName || 'default'}`.replace(/\.json$/, '');
  return `${presetPath === undefined ? '' : `${presetPath}/`}${name}.json`;
}

/** A preset that the run fetched, as it is written. @param preset its name in `extends`. */
export function fetchedPreset(internals: Internals, run: Run, preset: string): Config | undefined {
  try {
    const { presetSource, ...parsed } = internals['config/presets/parse.js'].parsePreset(preset);
    return run.fetched.get(keyOf(presetSource, parsed)) as Config | undefined;
  } catch {
    // A configuration file is not a preset.
    return undefined;
  }
}

/** The directory that replaces a repository of presets. */
function rootOf({ presetRoot, presetRoots }: Run, repo: string): string | undefined {
  return presetRoots[repo] ?? (REPOSITORY.test(repo) ? presetRoot : undefined);
}

/** Reads the file that Renovate requests from a forge, and selects the key that the preset names. */
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
    run.presetFailure = `${preset.repo}:${presetName} is the key "${presetName.slice(`${file}/`.length)}" of the file ${file}.json, which does not exist: write ${preset.repo}//${presetName}`;
    throw new Error(run.presetFailure, { cause: error });
  }
}

/** A preset of another repository, from the snapshot or its forge. @throws {Error} with the cause. */
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
  const workaround = isHosted(name) ? `, or ${checkoutOf(preset)}` : '';
  run.fetchFailure = undefined;
  try {
    if (snapshot !== undefined) {
      const found = snapshot.presets.find((preset) => preset.key === key);
      if (found !== undefined) return structuredClone(found.content);
      throw new Error(`${title} is ${PRESET_NOT_IN_SNAPSHOT}: record a new one with "snapshot"${workaround}`);
    }
    return await (name === 'local' ? getLocal(internals, run, original, preset) : original.getPreset(preset));
  } catch (error) {
    const { message, err } = error as Error & { err?: Error };
    const cause = err?.message ?? run.fetchFailure;
    if (message === NOT_FOUND && /\b404\b/.test(cause ?? '')) {
      run.presetFailure = `${title}: the preset was not found, or requires a login: correct the name, set the forge's token${workaround}`;
    } else if (cause !== undefined) {
      run.presetFailure = `${title} cannot be fetched: ${cause}: check that its host is reachable${workaround}`;
    } else if (!/^(?:dep|preset|invalid|prohibited|relative|host-blocked)\b/.test(message)) {
      run.presetFailure = message;
    }
    // An error of a host aborts the run, as it aborts the bot's.
    if (err !== undefined) throw Object.assign(error as Error, { why: run.presetFailure });
    if (run.presetFailure === undefined) throw error;
    throw new Error(run.presetFailure, { cause: error });
  }
}

/** The workaround for a preset that cannot be fetched. */
function checkoutOf({ repo }: GitPreset): string {
  return `pass a checkout of it with --preset ${repo}=PATH`;
}

/** Whether presets of this source are files of a repository. */
function isHosted(source: string): boolean {
  return source !== 'http' && source !== 'npm';
}

/** The name of a preset in `extends`. */
function titleOf(source: string, { repo, presetPath, presetName = 'default' }: GitPreset): string {
  if (!isHosted(source)) return repo;
  if (presetPath !== undefined) return `${source}>${repo}//${presetPath}/${presetName}`;
  return presetName === 'default' || presetName === '' ? `${source}>${repo}` : `${source}>${repo}:${presetName}`;
}

/** A `local>` preset, which is on the forge of the repository. */
async function getLocal(internals: Internals, run: Run, original: Source, preset: GitPreset): Promise<unknown> {
  const { forge } = run.repository;
  if (forge === undefined) {
    throw new Error(
      `local>${preset.repo} is on the forge of this repository, which cannot be derived from the remote "origin": set RENOVATE_PLATFORM and RENOVATE_ENDPOINT, or ${checkoutOf(preset)}`,
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
