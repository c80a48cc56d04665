import { listFiles, readManifests } from '../plan/files.ts';
import { isManifest, type Manifest } from '../plan/manifests.ts';

/** The manifests in a folder, read. */
export async function findManifests(dir: string): Promise<Manifest[]> {
  return readManifests(dir, (await listFiles(dir)).filter(isManifest).sort());
}
