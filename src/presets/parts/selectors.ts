import { DATASOURCE } from './datasource.ts';
import { currentVersion, SYSEXTS } from './patterns.ts';
import type { PackageRule } from './preset.ts';

/**
 * Builds the selectors of a rule for sysexts, with the datasources that these presets use.
 *
 * @param packages the pattern of the repositories.
 * @param matchCurrentVersion the versions. Repositories with another grammar are left alone.
 */
export function sysexts(packages: string = SYSEXTS, matchCurrentVersion: string = currentVersion()) {
  return {
    matchDatasources: [DATASOURCE, 'docker'],
    matchPackageNames: [packages],
    matchCurrentVersion,
  } satisfies Partial<PackageRule>;
}
