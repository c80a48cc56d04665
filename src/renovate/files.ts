import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { listGit } from './git.ts';

/** What git is asked for: the files that it tracks, or also those that it would add. */
const ASKED = {
  tracked: ['--cached'],
  addable: ['--cached', '--others', '--exclude-standard'],
} as const;

/**
 * The regular files of a folder: those that git tracks or would add, or all where the folder is in no repository. What
 * links lead to is none of the folder's.
 *
 * @returns paths from `dir`.
 */
export async function listFiles(dir: string, which: keyof typeof ASKED): Promise<string[]> {
  const files = (await listWithGit(dir, ASKED[which])) ?? (await walk(dir));
  const inside = path.join(await realpath(dir), path.sep);
  const regular = await Promise.all(files.map((file) => isRegular(path.join(dir, file), inside)));
  return files.filter((_, index) => regular[index]);
}

async function listWithGit(dir: string, which: readonly string[]): Promise<string[] | undefined> {
  try {
    // In the middle of a merge it names some files several times.
    return [...new Set(await listGit(dir, ['ls-files', '-z', ...which]))];
  } catch {
    return undefined;
  }
}

async function walk(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.relative(dir, path.join(parentPath, name)));
}

/** A folder on the way to a file may be a link, too. */
async function isRegular(file: string, inside: string): Promise<boolean> {
  try {
    return (await lstat(file)).isFile() && (await realpath(file)).startsWith(inside);
  } catch {
    return false;
  }
}
