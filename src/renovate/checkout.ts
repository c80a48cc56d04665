import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Internals } from './internals.ts';
import { regularFiles } from './regular-files.ts';

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

/** Lets Renovate read the history, which tells whether titles get a `chore(deps):`. */
export async function readHistory({ 'util/git/index.js': { initRepo } }: Internals): Promise<void> {
  const hasHistory = (await git('rev-parse', '--verify', 'HEAD')) !== undefined;
  // A folder below the root of a repository is none that a bot would clone.
  const isRoot = (await git('rev-parse', '--show-prefix')) === undefined;
  if (hasHistory && isRoot) await initRepo({ url: process.cwd() });
}

/**
 * Lets Renovate see regular files only, as where it clones. In a checkout that was changed, a folder on the way to a
 * file may be a link, too.
 */
export function hideLinks({ 'modules/platform/local/scm.js': { LocalFs } }: Internals): void {
  const { getFileList } = LocalFs.prototype;
  LocalFs.prototype.getFileList = async function withoutLinks() {
    return regularFiles('.', await getFileList.call(this));
  };
}

async function git(...args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', args)).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
