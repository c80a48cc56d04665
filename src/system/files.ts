import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { listGit } from './git.ts';

/** Arguments of git by the files to list: those that it tracks, or also those that it would add. */
const LIST_ARGUMENTS = {
  tracked: ['--cached'],
  addable: ['--cached', '--others', '--exclude-standard'],
} as const;

/**
 * The regular files of a directory: those that git tracks or would add, or all if it is not in a repository. Links are
 * not followed.
 *
 * @returns paths from `dir`.
 */
export async function listFiles(dir: string, which: keyof typeof LIST_ARGUMENTS): Promise<string[]> {
  const files = (await listWithGit(dir, LIST_ARGUMENTS[which])) ?? (await walk(dir));
  const inside = path.join(await realpath(dir), path.sep);
  const regular = await Promise.all(files.map((file) => isRegular(path.join(dir, file), inside)));
  return files.filter((_, index) => regular[index]);
}

/** The symbolic links of a directory that git tracks or would add, or all where it is not in a repository. */
export async function listLinks(dir: string): Promise<string[]> {
  const files =
    (await listWithGit(dir, LIST_ARGUMENTS.addable)) ?? (await walk(dir, (entry) => entry.isSymbolicLink()));
  const links = await Promise.all(files.map((file) => isLink(path.join(dir, file))));
  return files.filter((_, index) => links[index]);
}

async function listWithGit(dir: string, which: readonly string[]): Promise<string[] | undefined> {
  try {
    // In the middle of a merge it names some files several times.
    return [...new Set(await listGit(dir, ['ls-files', '-z', ...which]))];
  } catch {
    return undefined;
  }
}

async function walk(dir: string, isWanted = (entry: Dirent) => entry.isFile()): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries.filter(isWanted).map(({ parentPath, name }) => path.relative(dir, path.join(parentPath, name)));
}

async function isLink(file: string): Promise<boolean> {
  return (await lstat(file).catch(() => undefined))?.isSymbolicLink() ?? false;
}

/** A directory on the way to a file may be a link, too. */
async function isRegular(file: string, inside: string): Promise<boolean> {
  try {
    return (await lstat(file)).isFile() && (await realpath(file)).startsWith(inside);
  } catch {
    return false;
  }
}
