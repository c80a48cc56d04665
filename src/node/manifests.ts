import { isManifest, type Manifest, readManifests } from '../plan/manifests.ts';
import { listFiles } from '../renovate/files.ts';

/** The manifests in a folder, read. */
export async function findManifests(dir: string): Promise<Manifest[]> {
  return readManifests(dir, (await listFiles(dir, 'addable')).filter(isManifest).sort());
}
