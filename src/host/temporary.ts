import { open, readdir } from 'node:fs/promises';
import path from 'node:path';

/*
 * Temporary files are named `.<name>.<pid>.<kind>`: two processes never write to the same one, and files of a
 * process that was killed are identified by its pid.
 */

/** The kinds of temporary files: a download, a new file or link, and the former one. */
export type Kind = 'part' | 'new' | 'old';

/** This process's temporary file beside a file. */
export function temporary(file: string, kind: Kind): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${kind}`);
}

/** The temporary files beside a file whose process is gone. */
export async function abandoned(file: string, kind: Kind): Promise<string[]> {
  const directory = path.dirname(file);
  const prefix = `.${path.basename(file)}.`;
  const names = await readdir(directory).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith(`.${kind}`))
    .filter((name) => {
      const pid = name.slice(prefix.length, -kind.length - 1);
      return /^\d+$/.test(pid) && !isRunning(Number(pid));
    })
    .map((name) => path.join(directory, name));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Flushes a directory to the disk, with the renames in it. */
export async function flushDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
