import { formatRelease } from '../../sysext/release.ts';
import { formatVersion, parseVersion, type SysextVersion } from '../../sysext/tag.ts';

/** A version without its arch, spelled in one way: `v1.34.10-1-azlinux3`. */
export function buildOf(text: string): string {
  const version = parseVersion(text);
  if (version !== undefined) return formatVersion({ ...version, v: true, arch: undefined });
  return /^\d/.test(text) ? `v${text}` : text;
}

/** What is packaged: `v1.34.10`, `v1.35.0-rc.0`. */
export function bareRelease(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : formatRelease(version);
}

/** A version without distro and arch: the same for builds that differ in these only. */
export function columnOf(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : `${bareRelease(text)}-${version.revision}`;
}

/** The part of a version that its line does not say: `.10-1`. */
export function shortLabel(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : `.${patch(version)}-${version.revision}`;
}

function patch({ patch, prerelease }: SysextVersion): string {
  return prerelease === undefined ? `${patch}` : `${patch}-${prerelease.stage}.${prerelease.number}`;
}
