import { listFiles } from '../system/files.ts';
import { isManifest, type Manifest, readManifests } from './manifests.ts';

/** Reads the manifests in a directory. */
export async function findManifests(dir: string): Promise<Manifest[]> {
  return readManifests(dir, (await listFiles(dir, 'addable')).filter(isManifest).sort());
}
