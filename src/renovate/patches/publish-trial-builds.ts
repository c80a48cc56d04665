import type { Config, Internals } from '../internals.ts';
import type { TemporaryPatch } from './patch.ts';

export const publishTrialBuilds: TemporaryPatch = {
  name: 'publish-trial-builds',
  lacks:
    'A lookup takes its releases from a registry alone, so that it cannot be tried with a build that none has yet.',
};

const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Replaces the releases that every datasource returns. */
type Publish = (releases: readonly string[]) => void;

/** Runs `work` while every datasource returns the releases that were published last, without cache and network. */
export async function withTrialBuilds<T>(internals: Internals, work: (publish: Publish) => Promise<T>): Promise<T> {
  const { GlobalConfig } = internals['config/global.js'];
  const { cleanDatasourceKeys } = internals['util/cache/memory/index.js'];
  const datasources = new Set(internals['modules/datasource/index.js'].getDatasources().values());
  const before = [...datasources].map((datasource) => ({ datasource, own: { ...datasource } }));
  const global = GlobalConfig.get();
  let releases: readonly string[] = [];
  try {
    // Trial builds must not get into a cache that other runs read.
    GlobalConfig.set({ ...global, cachePrivatePackages: false });
    for (const datasource of datasources) {
      datasource.caching = false;
      datasource.getReleases = async () => ({ releases: releases.map((version) => ({ version })) });
      if (datasource.getDigest !== undefined) datasource.getDigest = async () => DIGEST;
    }
    return await work((published) => {
      cleanDatasourceKeys();
      releases = published;
    });
  } finally {
    for (const { datasource, own } of before) {
      for (const key of ['caching', 'getReleases', 'getDigest'] as const) {
        delete (datasource as unknown as Config)[key];
      }
      Object.assign(datasource, own);
    }
    GlobalConfig.set(global);
    cleanDatasourceKeys();
  }
}
