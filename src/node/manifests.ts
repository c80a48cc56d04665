import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { isManifest, type Manifest, readManifest } from '../plan/manifests.ts';

/**
 * Reads the manifests in a folder: of the files that git knows or would add, or of all where the folder is in no
 * repository.
 */
export async function readManifests(dir: string): Promise<Manifest[]> {
  const files = (await listWithGit(dir)) ?? (await walk(dir));
  const manifests = [...new Set(files.filter(isManifest))].sort();
  return Promise.all(manifests.map(async (file) => readManifest(file, await readFile(path.join(dir, file), 'utf8'))));
}

async function listWithGit(dir: string): Promise<string[] | undefined> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: dir, maxBuffer: 256 * 1024 * 1024 });
    return stdout.split('\0');
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
