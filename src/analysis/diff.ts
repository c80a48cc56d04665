import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeScratch } from '../system/scratch.ts';

/** A file before and after a change. */
interface FileChange {
  readonly file: string;
  /** `null` for a new file. */
  readonly before: string | null;
  readonly after: string;
}

/** Git as it is without anybody's configuration, also where the folder for temporary files is inside a repository. */
function plainGit(dir: string): NodeJS.ProcessEnv {
  const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, ...env } = process.env;
  const none = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return { ...env, ...none, GIT_CEILING_DIRECTORIES: path.dirname(realpathSync(dir)) };
}

/**
 * The unified diff of changes, as git writes it, so that git applies it.
 *
 * @throws {Error} when git cannot be run.
 */
export function unifiedDiff(changes: readonly FileChange[]): string {
  if (changes.length === 0) return '';
  const { dir, remove } = makeScratch('diff');
  try {
    for (const side of ['a', 'b']) mkdirSync(path.join(dir, side));
    for (const { file, before, after } of changes) {
      if (before !== null) write(path.join(dir, 'a', file), before);
      write(path.join(dir, 'b', file), after);
    }
    const args = [
      '-c',
      'core.quotePath=false',
      'diff',
      '--no-index',
      '--no-prefix',
      '--no-color',
      '--no-ext-diff',
      // A file is text, whatever bytes are in it: git would not say what changes in another one.
      '--text',
      'a',
      'b',
    ];
    const options = { cwd: dir, encoding: 'utf8', env: plainGit(dir), maxBuffer: 1 << 29 } as const;
    const { status, stdout, stderr, error } = spawnSync('git', args, options);
    // 1 says that there are differences.
    if (status !== 0 && status !== 1) throw new Error(`git diff failed: ${error?.message ?? stderr}`);
    return stdout;
  } finally {
    remove();
  }
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
