import { DATASOURCE } from './datasource.ts';
import { currentVersion, SYSEXTS } from './patterns.ts';
import type { PackageRule } from './preset.ts';

/**
 * Matches sysexts, by the datasources that these presets look sysexts up with.
 *
 * @param packages the repositories' pattern.
 * @param matchCurrentVersion the versions that are meant: repositories of another grammar are left alone.
 */
export function sysexts(packages: string = SYSEXTS, matchCurrentVersion: string = currentVersion()) {
  return {
    matchDatasources: [DATASOURCE, 'docker'],
    matchPackageNames: [packages],
    matchCurrentVersion,
  } satisfies Partial<PackageRule>;
}
