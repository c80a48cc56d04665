import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '../system/files.ts';
import { runGit } from '../system/git.ts';
import { withScratch } from '../system/scratch.ts';

/** Does something with a copy of a repository that has another file; its git history is the original's. */
export async function withFile<T>(
  dir: string,
  file: string,
  text: string,
  work: (copy: string) => Promise<T>,
): Promise<T> {
  return withScratch('adopt', async (copy) => {
    for (const one of await listFiles(dir, 'addable')) {
      await mkdir(path.dirname(path.join(copy, one)), { recursive: true });
      await cp(path.join(dir, one), path.join(copy, one));
    }
    const git = await gitDirectory(dir);
    if (git !== undefined) await writeFile(path.join(copy, '.git'), `gitdir: ${git}\n`);
    await mkdir(path.dirname(path.join(copy, file)), { recursive: true });
    await writeFile(path.join(copy, file), text);
    return work(copy);
  });
}

/** The git directory of a repository or a linked worktree; `undefined` if `dir` is not the root of one. */
async function gitDirectory(dir: string): Promise<string | undefined> {
  try {
    const args = ['rev-parse', '--show-prefix', '--absolute-git-dir'];
    const [prefix, git] = (await runGit(dir, args)).toString().split('\n');
    return prefix === '' ? git : undefined;
  } catch {
    return undefined;
  }
}
