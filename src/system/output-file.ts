import { randomUUID } from 'node:crypto';
import { accessSync, constants, rmSync, statSync } from 'node:fs';
import { chmod, realpath, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { undoAtEnd } from './ending.ts';

/**
 * Checks that a result can be written to a file: a run is long, and without the file its result would be lost.
 *
 * @returns the path, as it is given.
 * @throws {Error} one line.
 */
export function outputFile(file: string): string {
  const directory = path.dirname(file);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new Error(`${file} is a directory: name a file.`);
  const parent = statSync(directory, { throwIfNoEntry: false });
  if (parent === undefined) throw new Error(`${directory} does not exist: create the directory first.`);
  if (!parent.isDirectory()) throw new Error(`${directory} is not a directory.`);
  const target = found === undefined ? directory : file;
  try {
    accessSync(target, constants.W_OK);
  } catch {
    throw new Error(`${target} is not writable.`);
  }
  return file;
}

/** Errors of a directory in which no file can be replaced, such as that of a file that is mounted by itself. */
const NOT_REPLACEABLE = ['EACCES', 'EPERM', 'EROFS', 'EBUSY'];

/**
 * Writes a file atomically: at no time, and after no failure, is it there in part. Its mode stays, and a link to it
 * stays a link. A device, a pipe, or a file that cannot be replaced is written to as it is.
 */
export async function writeOutput(file: string, text: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found !== undefined && !found.isFile()) return writeFile(file, text);
  const target = found === undefined ? file : await realpath(file);
  const next = path.join(path.dirname(target), `.${randomUUID()}.tmp`);
  const remove = () => rmSync(next, { force: true });
  const forget = undoAtEnd(remove);
  try {
    await writeFile(next, text, { flag: 'wx' });
    if (found !== undefined) await chmod(next, found.mode);
    await rename(next, target);
  } catch (error) {
    remove();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (found === undefined || !NOT_REPLACEABLE.includes(code)) throw error;
    await writeFile(target, text);
  } finally {
    forget();
  }
}
