import type { Arch } from '../sysext/arch.ts';
import { compareReleases, formatRelease, leadingRelease, parseRelease, type Release } from '../sysext/release.ts';
import { parseVersion, type SysextVersion } from '../sysext/tag.ts';
import { InputError, RefusedError } from './errors.ts';

/** Where a host's distro is set, as messages name it. */
export const DISTRO_SETTING = '--distro or AKS_SYSEXT_DISTRO';

/** A requested version: a release, of which any revision matches, or one complete version. */
export interface VersionRequest {
  /** `v1.34.10`, or `v1.34.10-1-azlinux3` */
  readonly spelling: string;
  readonly release: Release;
  readonly revision: number | undefined;
  readonly distro: string | undefined;
  readonly arch: Arch;
}

/**
 * Parses `1.34.10`, `v1.34.10` or `v1.34.10-1-azlinux3`.
 *
 * @param distro the requested distro, if the caller knows it.
 * @throws {RefusedError} if the version is of another distro or arch.
 * @throws {InputError} if it is not a version.
 */
export function parseRequest(text: string, arch: Arch, distro?: string): VersionRequest {
  const spelling = text.startsWith('v') ? text : `v${text}`;
  const version = parseVersion(spelling);
  const release = version ?? parseRelease(spelling);
  if (release === undefined) {
    const what = `${JSON.stringify(text)} is not a version: write it as 1.34.10, or v1.34.10-1-azlinux3`;
    throw new InputError('invalid-version', what);
  }
  const contradiction = (own: string, other: string) =>
    new RefusedError('contradiction', `${text} is a build for ${own}, and ${other} is requested: omit one of them`);
  if (version !== undefined && distro !== undefined && version.distro !== distro) {
    throw contradiction(version.distro, distro);
  }
  if (version?.arch !== undefined && version.arch !== arch) throw contradiction(version.arch, arch);
  return { spelling, release, revision: version?.revision, distro: version?.distro ?? distro, arch };
}

/** Whether a version is a build of the requested release, for the requested arch, revision and distro. */
export function isRequested(version: SysextVersion, request: Omit<VersionRequest, 'spelling'>): boolean {
  const { release, revision, distro, arch } = request;
  return (
    version.arch === arch &&
    compareReleases(version, release) === 0 &&
    (revision === undefined || version.revision === revision) &&
    (distro === undefined || version.distro === distro)
  );
}

/** `v1.34.10 for azlinux3 and arm64` */
export function describeRequest({ spelling, distro, arch }: VersionRequest): string {
  return `${spelling} for ${distro === undefined ? '' : `${distro} and `}${arch}`;
}

/** `v1.34.10` for `v1.34.10-1-azlinux3` and `v1.34.10-1-azlinux3-x86-64`: the version that a control plane requests. */
export function releaseOf(version: string): string {
  const release = leadingRelease(version);
  return release === undefined ? version : formatRelease(release);
}
