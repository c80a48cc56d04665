import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { undoAtEnd } from './ending.ts';

/** A scratch directory that other users cannot read. */
export interface Scratch {
  readonly dir: string;
  /** Removes it. The end of this process does, too. */
  remove(): void;
}

/** Makes a scratch directory, which is removed at the latest when this process ends. @param name a part of the directory's name. */
export function makeScratch(name: string): Scratch {
  let dir = '';
  // First, so that no signal comes between.
  const forget = undoAtEnd(() => removeAll(dir));
  const remove = () => {
    removeAll(dir);
    forget();
  };
  try {
    dir = mkdtempSync(path.join(tmpdir(), `aks-sysext-renovate-${name}-`));
    return { dir, remove };
  } catch (error) {
    forget();
    throw error;
  }
}

/** Runs `work` with a scratch directory, which is removed afterwards. */
export async function withScratch<Result>(name: string, work: (dir: string) => Promise<Result>): Promise<Result> {
  const { dir, remove } = makeScratch(name);
  try {
    return await work(dir);
  } finally {
    remove();
  }
}

/** A program that was killed a moment ago may write one more file while the directory is removed: hence the retries. */
function removeAll(dir: string): void {
  if (dir === '') return;
  try {
    rmSync(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  } catch {
    // A leftover must hide neither a result nor an error.
  }
}
