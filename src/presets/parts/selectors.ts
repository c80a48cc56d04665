import { DATASOURCE } from './datasource.ts';
import { SYSEXTS } from './patterns.ts';
import type { PackageRule } from './preset.ts';

/** Matches some sysexts' repositories, by the datasources that these presets look sysexts up with. */
export function only(packages: string) {
  return { matchDatasources: [DATASOURCE, 'docker'], matchPackageNames: [packages] } satisfies Partial<PackageRule>;
}

/** Matches every sysext's repository, likewise. */
export const SYSEXT_PACKAGES = only(SYSEXTS);
