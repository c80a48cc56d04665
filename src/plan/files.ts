import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gitEnvironment } from '../renovate/git.ts';
import { regularFiles } from '../renovate/regular-files.ts';
import { type Manifest, readManifest } from './manifests.ts';

/**
 * The regular files of a folder: those that git knows or would add, or all where the folder is in no repository. What
 * links lead to is none of the folder's.
 */
export async function listFiles(dir: string): Promise<string[]> {
  return regularFiles(dir, (await listWithGit(dir)) ?? (await walk(dir)));
}

/** Reads manifests of a folder. @param files paths from `dir`. */
export function readManifests(dir: string, files: readonly string[]): Promise<Manifest[]> {
  return Promise.all(files.map(async (file) => readManifest(file, await readFile(path.join(dir, file), 'utf8'))));
}

async function listWithGit(dir: string): Promise<string[] | undefined> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const env = { ...process.env, ...gitEnvironment() };
    const { stdout } = await promisify(execFile)('git', args, { cwd: dir, env, maxBuffer: 256 * 1024 * 1024 });
    // In the middle of a merge it names some files several times.
    return [...new Set(stdout.split('\0'))].filter((file) => file !== '');
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
