import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { git } from '../fidelity/git.ts';

/** Files by their path; a `Buffer` for what is not text. */
export type Files = Readonly<Record<string, string | Buffer>>;

/** An empty directory until the test ends. */
export function emptyDir(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'repository-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** Writes files into a directory. */
export function write(dir: string, files: Files): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
    writeFileSync(path.join(dir, file), content);
  }
}

/** A git repository with one commit on `main`, until the test ends. */
export function gitRepository(files: Files, message = 'Initial'): string {
  const dir = emptyDir();
  git(dir, 'init', '--quiet', '--initial-branch=main');
  write(dir, files);
  commit(dir, message);
  return dir;
}

/** Commits everything that is there. */
export function commit(dir: string, message: string): void {
  git(dir, 'add', '--all');
  git(dir, 'commit', '--quiet', '--allow-empty', `--message=${message}`);
}
