import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from '../plan/files.ts';
import { isManifest, type Manifest, readManifest } from '../plan/manifests.ts';

/** Reads the manifests in a folder. */
export async function readManifests(dir: string): Promise<Manifest[]> {
  const manifests = [...new Set((await listFiles(dir)).filter(isManifest))].sort();
  return Promise.all(manifests.map(async (file) => readManifest(file, await readFile(path.join(dir, file), 'utf8'))));
}
