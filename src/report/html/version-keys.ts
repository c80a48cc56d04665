import { formatRelease } from '../../sysext/release.ts';
import { formatVersion, parseVersion, type SysextVersion } from '../../sysext/tag.ts';

/** A version without its arch, in canonical form: `v1.34.10-1-azlinux3`. */
export function buildOf(text: string): string {
  const version = parseVersion(text);
  if (version !== undefined) return formatVersion({ ...version, v: true, arch: undefined });
  return /^\d/.test(text) ? `v${text}` : text;
}

/** The release of a version: `v1.34.10`, `v1.35.0-rc.0`. */
export function bareRelease(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : formatRelease(version);
}

/** A version without distro and arch, which builds for several distros share. */
export function columnOf(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : `${bareRelease(text)}-${version.revision}`;
}

/** A version without its minor, distro and arch: `.10-1`. */
export function shortLabel(text: string): string {
  const version = parseVersion(text);
  return version === undefined ? text : `.${patch(version)}-${version.revision}`;
}

function patch({ patch, prerelease }: SysextVersion): string {
  return prerelease === undefined ? `${patch}` : `${patch}-${prerelease.stage}.${prerelease.number}`;
}
