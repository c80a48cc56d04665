import { compareReleases } from './release.ts';
import type { SysextVersion } from './tag.ts';

/**
 * Compares two versions, as for `Array.prototype.sort`: by release, then revision, then distro, then architecture (none
 * first). The `v` is not compared.
 *
 * @returns 0 for equal versions only: the order is total.
 */
export function compareVersions(a: SysextVersion, b: SysextVersion): number {
  return (
    compareReleases(a, b) ||
    a.revision - b.revision ||
    compareText(a.distro, b.distro) ||
    compareText(a.arch ?? '', b.arch ?? '')
  );
}

/** Whether two versions are builds for the same distro and architecture, so that one may replace the other. */
export function isSameBuild(a: SysextVersion, b: SysextVersion): boolean {
  return a.distro === b.distro && a.arch === b.arch;
}

/** Compares two strings by UTF-16 code units, independent of the locale. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
