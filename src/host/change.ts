import { link, lstat, mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { linkTarget } from './layout.ts';
import { abandoned, flushDirectory, temporary } from './temporary.ts';

/** A file or link that was replaced. One of the two ends it. */
export interface Change {
  /** Puts back what was there. */
  undo(): Promise<void>;
  /** Lets go of what was there. */
  keep(): Promise<void>;
}

/** Points a link at a target, at once: at no time is there none. @returns `undefined` when it pointed there before. */
export async function pointLink(file: string, target: string): Promise<Change | undefined> {
  await sweep(file);
  if ((await linkTarget(file)) === target) return undefined;
  return replace(file, (next) => symlink(target, next));
}

/** Puts what `make` writes in the place of a file or link, at once. @param make gets the path to write to. */
export async function replace(file: string, make: (next: string) => Promise<void>): Promise<Change> {
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

/** Takes a file or link away. @returns `undefined` when there is none. */
export async function remove(file: string): Promise<Change | undefined> {
  return (await isThere(file)) ? change(file, () => rm(file)) : undefined;
}

async function change(file: string, act: () => Promise<void>): Promise<Change> {
  await sweep(file);
  const old = temporary(file, 'old');
  const wasThere = await isThere(file);
  await rm(old, { force: true });
  // link(2) follows no link: it gives what is there a second name.
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
