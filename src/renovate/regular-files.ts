import { lstat, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * Those of a folder's files that are regular files inside of it: no links, and none that a folder which is a link
 * leads to.
 *
 * @param files paths from `dir`.
 */
export async function regularFiles(dir: string, files: readonly string[]): Promise<string[]> {
  const inside = path.join(await realpath(dir), path.sep);
  const regular = await Promise.all(files.map((file) => isRegular(path.join(dir, file), inside)));
  return files.filter((_, index) => regular[index]);
}

async function isRegular(file: string, inside: string): Promise<boolean> {
  try {
    return (await lstat(file)).isFile() && (await realpath(file)).startsWith(inside);
  } catch {
    return false;
  }
}
