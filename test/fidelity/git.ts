import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a repository is made from: files by their path. */
export interface Source {
  readonly files: Readonly<Record<string, string>>;
  /** Symbolic links, and where they point. */
  readonly links?: Readonly<Record<string, string>>;
  /** The messages of its commits; the first has the files. */
  readonly history?: readonly string[];
}

/** Git's environment: nothing of the user's configuration, and one author for all. */
export function gitEnvironment(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'Author',
    GIT_AUTHOR_EMAIL: 'author@forge.example',
    GIT_COMMITTER_NAME: 'Author',
    GIT_COMMITTER_EMAIL: 'author@forge.example',
  };
}

/** Runs git in `dir`. The answer is as it came, since files need not be UTF-8. */
export function git(dir: string, ...args: readonly string[]): Buffer {
  return execFileSync('git', args, { cwd: dir, env: gitEnvironment(dir), stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Makes the bare repository `gitDir`, with all on main. Shell scripts can be executed. */
export function createRepository(gitDir: string, { files, links = {}, history = ['Initial'] }: Source): void {
  const worktree = `${gitDir}.worktree`;
  for (const [file, text] of Object.entries(files)) {
    const absolute = path.join(worktree, file);
    mkdirSync(path.dirname(absolute), { recursive: true });
    writeFileSync(absolute, text, { mode: file.endsWith('.sh') ? 0o755 : 0o644 });
  }
  for (const [link, target] of Object.entries(links)) symlinkSync(target, path.join(worktree, link));
  git(worktree, 'init', '--quiet', '--initial-branch=main');
  git(worktree, 'add', '--all');
  for (const message of history) git(worktree, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
  git(worktree, 'clone', '--quiet', '--bare', worktree, gitDir);
  rmSync(worktree, { recursive: true });
}

/** The newest commit of a branch; `undefined` where there is no such branch. */
export function findCommit(gitDir: string, branch: string): string | undefined {
  const refs = git(gitDir, 'for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`);
  return refs.toString().trim() || undefined;
}

/** Merges one branch of a bare repository into another. @returns whether they merge without a conflict. */
export function mergeBranch(gitDir: string, branch: string, into: string): boolean {
  try {
    const tree = git(gitDir, 'merge-tree', '--write-tree', into, branch).toString().trim();
    const commit = git(gitDir, 'commit-tree', tree, '-p', into, '-p', branch, '-m', `Merge ${branch}`)
      .toString()
      .trim();
    git(gitDir, 'update-ref', `refs/heads/${into}`, commit);
    return true;
  } catch {
    return false;
  }
}

export function deleteBranch(gitDir: string, branch: string): void {
  git(gitDir, 'update-ref', '-d', `refs/heads/${branch}`);
}
