import { compareReleases } from './release.ts';
import type { SysextVersion } from './tag.ts';

/**
 * Total order of versions: the numbers first, a pre-release before its release, the revision after both;
 * among builds of the same numbers by distro, then by arch (none first). The `v` is spelling, not version.
 *
 * @returns below 0, 0 or above 0, as for `Array.prototype.sort`. 0 for equal versions only.
 */
export function compareVersions(a: SysextVersion, b: SysextVersion): number {
  return (
    compareReleases(a, b) ||
    a.revision - b.revision ||
    compareText(a.distro, b.distro) ||
    compareText(a.arch ?? '', b.arch ?? '')
  );
}

/** Whether both are builds for the same distro and the same arch: whether one can take the place of the other. */
export function isSameBuild(a: SysextVersion, b: SysextVersion): boolean {
  return a.distro === b.distro && a.arch === b.arch;
}

/** Order of text by UTF-16 code units: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
