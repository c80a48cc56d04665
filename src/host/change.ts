import { link, lstat, mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { linkTarget } from './layout.ts';
import { abandoned, flushDirectory, temporary } from './temporary.ts';

/** A file or link that was replaced. Either method ends the replacement. */
export interface Replacement {
  /** Rolls back to the former file or link. */
  undo(): Promise<void>;
  /** Removes the former file or link. */
  keep(): Promise<void>;
}

/** Points a link at a target atomically. @returns `undefined` if it pointed there before. */
export async function pointLink(file: string, target: string): Promise<Replacement | undefined> {
  await sweep(file);
  if ((await linkTarget(file)) === target) return undefined;
  return replace(file, (next) => symlink(target, next));
}

/** Replaces a file or link atomically. @param make writes the new one to a path. */
export async function replace(file: string, make: (next: string) => Promise<void>): Promise<Replacement> {
  await mkdir(path.dirname(file), { recursive: true });
  const next = temporary(file, 'new');
  return change(file, async () => {
    await rm(next, { force: true });
    try {
      await make(next);
      await rename(next, file);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  });
}

/** Removes a file or link. @returns `undefined` if it does not exist. */
export async function remove(file: string): Promise<Replacement | undefined> {
  return (await isThere(file)) ? change(file, () => rm(file)) : undefined;
}

async function change(file: string, act: () => Promise<void>): Promise<Replacement> {
  await sweep(file);
  const old = temporary(file, 'old');
  const wasThere = await isThere(file);
  await rm(old, { force: true });
  // link(2) does not follow links: it adds a second name.
  if (wasThere) await link(file, old);
  try {
    await act();
    await flushDirectory(path.dirname(file));
  } catch (error) {
    await rm(old, { force: true });
    throw error;
  }
  return {
    undo: () => (wasThere ? rename(old, file) : rm(file, { force: true })),
    keep: () => rm(old, { force: true }),
  };
}

async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

/** Removes what ended processes have left beside a file. */
async function sweep(file: string): Promise<void> {
  for (const left of [...(await abandoned(file, 'new')), ...(await abandoned(file, 'old'))]) {
    await rm(left, { force: true });
  }
}
