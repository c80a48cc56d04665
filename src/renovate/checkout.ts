import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { listFiles } from './files.ts';
import type { Internals } from './internals.ts';
import type { Run } from './run-state.ts';

/*
 * What a bot knows of a repository and `--platform=local` does not ask: its name, its default branch, the
 * messages of its last commits, and which of its files are links.
 */

/** The repository's name on its forge, by the remote `origin`; `local`, if it has none. */
export async function repositoryName({ 'util/git/url.js': { parseGitUrl } }: Internals): Promise<string> {
  const origin = await git('remote', 'get-url', 'origin');
  try {
    return (origin && parseGitUrl(origin).full_name) || 'local';
  } catch {
    // A folder, from which it was cloned.
    return 'local';
  }
}

/** The default branch, as `origin` had it when it was cloned; else the one that is checked out. */
export async function defaultBranch(): Promise<string | undefined> {
  const head = await git('symbolic-ref', '--short', 'refs/remotes/origin/HEAD');
  return head?.replace(/^origin\//, '') ?? (await git('symbolic-ref', '--short', 'HEAD'));
}

/**
 * Lets Renovate read the history, which tells whether titles get a `chore(deps):`.
 *
 * @param empty a folder. Where there is no history, Renovate is given that of an empty repository in it: it would go
 *   on with the one that it read in an earlier run.
 */
export async function readHistory(internals: Internals, run: Run, empty: string): Promise<void> {
  const { initRepo } = internals['util/git/index.js'];
  // A folder below the root of a repository is none that a bot would clone: it has a prefix before the commit.
  const isCloned = /^[0-9a-f]+$/.test((await git('rev-parse', '--show-prefix', 'HEAD')) ?? '');
  if (isCloned) {
    run.knowsHistory = true;
    await initRepo({ url: process.cwd() });
  } else if (run.knowsHistory) {
    const { GlobalConfig } = internals['config/global.js'];
    const config = GlobalConfig.get();
    await git('init', '--quiet', empty);
    GlobalConfig.set({ ...config, localDir: empty });
    await initRepo({ url: empty });
    GlobalConfig.set(config);
  }
}

/**
 * Lets Renovate see regular files only, as where it clones, and list them once in each run. It sees a configuration that
 * git does not track yet.
 */
export function hideLinks(internals: Internals, run: Run): void {
  const { LocalFs } = internals['modules/platform/local/scm.js'];
  LocalFs.prototype.getFileList = () => {
    run.files ??= listWithConfiguration(internals['config/app-strings.js'].getConfigFileNames());
    return run.files;
  };
}

/** The configurations of the repository, in the order in which Renovate looks for one. */
export async function listConfigurations(internals: Internals, run: Run): Promise<string[]> {
  const files = await run.files;
  const found: string[] = [];
  for (const file of internals['config/app-strings.js'].getConfigFileNames()) {
    if (files?.includes(file) && (file !== 'package.json' || (await hasRenovate(file)))) found.push(file);
  }
  return found;
}

async function hasRenovate(file: string): Promise<boolean> {
  try {
    return JSON.parse(await readFile(file, 'utf8')).renovate !== undefined;
  } catch {
    return false;
  }
}

async function listWithConfiguration(names: readonly string[]): Promise<string[]> {
  const [tracked, addable] = await Promise.all([listFiles('.', 'tracked'), listFiles('.', 'addable')]);
  return [...new Set([...tracked, ...addable.filter((file) => names.includes(file) && file !== 'package.json')])];
}

async function git(...args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', args)).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
