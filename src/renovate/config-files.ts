import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { askGit, runGit } from '../system/git.ts';

/**
 * The files that Renovate reads its configuration from: the first one that exists, `package.json` if it has `renovate`.
 */
export const CONFIG_FILES: readonly string[] = [
  'renovate.json',
  'renovate.jsonc',
  'renovate.json5',
  '.github/renovate.json',
  '.github/renovate.jsonc',
  '.github/renovate.json5',
  '.gitlab/renovate.json',
  '.gitlab/renovate.jsonc',
  '.gitlab/renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.renovaterc.jsonc',
  '.renovaterc.json5',
  'package.json',
];

/** Whether a `package.json` has a configuration of Renovate. */
export function hasRenovate(packageJson: string): boolean {
  try {
    return Boolean(JSON.parse(packageJson).renovate);
  } catch {
    return false;
  }
}

/**
 * The directory that is planned for `dir`: the root of its git repository, which is what a bot clones. A directory with
 * a configuration of its own is planned as if it were a repository, and so is one outside of git.
 *
 * @throws {Error} one line, if git cannot read the repository of `dir`, or it has no working tree.
 */
export async function repositoryRoot(dir: string): Promise<string> {
  const top = await askGit(dir, 'rev-parse', '--show-toplevel');
  if (top === undefined) {
    if (existsSync(path.join(dir, '.git'))) await runGit(dir, ['rev-parse', '--show-toplevel']);
    if ((await askGit(dir, 'rev-parse', '--is-inside-git-dir')) === 'true') {
      throw new Error(`${dir} is a git directory without files: clone the repository, and pass the clone`);
    }
    return dir;
  }
  return hasConfiguration(dir) || top === (await realpath(dir)) ? dir : top;
}

function hasConfiguration(dir: string): boolean {
  return CONFIG_FILES.some((file) => file !== 'package.json' && existsSync(path.join(dir, file)));
}
