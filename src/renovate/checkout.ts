import { execFile } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Internals } from './internals.ts';

/*
 * What a bot knows of a repository and `--platform=local` does not ask: its name, its default branch, the
 * messages of its last commits, and which of its files are links.
 */

/** The repository's name on its forge, by the remote `origin`; `local`, if it has none. */
export async function repositoryName({ 'util/git/url.js': { parseGitUrl } }: Internals): Promise<string> {
  const origin = await git('remote', 'get-url', 'origin');
  return origin === undefined ? 'local' : parseGitUrl(origin).full_name || 'local';
}

/** The default branch, as `origin` had it when it was cloned; else the one that is checked out. */
export async function defaultBranch(): Promise<string | undefined> {
  const head = await git('symbolic-ref', '--short', 'refs/remotes/origin/HEAD');
  return head?.replace(/^origin\//, '') ?? (await git('symbolic-ref', '--short', 'HEAD'));
}

/** Lets Renovate read the history, which tells whether titles get a `chore(deps):`. */
export async function readHistory({ 'util/git/index.js': { initRepo } }: Internals): Promise<void> {
  if ((await git('rev-parse', '--verify', 'HEAD')) !== undefined) await initRepo({ url: process.cwd() });
}

/** Lets Renovate see regular files only, as where it clones. */
export function hideLinks({ 'modules/platform/local/scm.js': { LocalFs } }: Internals): void {
  const { getFileList } = LocalFs.prototype;
  LocalFs.prototype.getFileList = async function regularFiles() {
    const files = await getFileList.call(this);
    const regular = await Promise.all(
      files.map((file) =>
        lstat(file).then(
          (stat) => stat.isFile(),
          () => false,
        ),
      ),
    );
    return files.filter((_, index) => regular[index]);
  };
}

async function git(...args: string[]): Promise<string | undefined> {
  try {
    return (await promisify(execFile)('git', args)).stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
