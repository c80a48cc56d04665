import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Analysis, analyze } from '../../src/analysis/analyze.ts';
import type { Snapshot } from '../../src/renovate/messages.ts';
import { bothArches } from '../renovate/scenario.ts';

/** The registry of the snapshot. */
export const REGISTRY = 'mcr.microsoft.com';

/** What a registry has of some repositories, as the presets' datasource and Renovate's docker datasource look it up. */
export function snapshotOf(tags: Readonly<Record<string, readonly string[]>>): Snapshot {
  const lists = Object.entries(tags).map(([repository, versions]) => {
    return { registry: `https://${REGISTRY}`, repository, tags: bothArches(versions) };
  });
  const releases = lists.map(({ registry, repository, tags: all }) => ({
    datasource: 'docker',
    packageName: `${REGISTRY}/${repository}`,
    registryUrl: 'https://index.docker.io',
    result: { registryUrl: registry, lookupName: repository, releases: all.map((version) => ({ version })) },
  }));
  return { lists, releases, presets: [] };
}

/** Plans a folder with these files, by lookups of a snapshot. */
export async function planFiles(
  files: Readonly<Record<string, string | Buffer>>,
  config: object,
  snapshot: Snapshot,
): Promise<Analysis> {
  const dir = mkdtempSync(path.join(tmpdir(), 'plan-'));
  try {
    for (const [file, text] of Object.entries({ 'renovate.json': JSON.stringify(config), ...files })) {
      mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
      writeFileSync(path.join(dir, file), text);
    }
    return await analyze(dir, { presetSource: 'here', snapshot });
  } finally {
    rmSync(dir, { recursive: true });
  }
}
