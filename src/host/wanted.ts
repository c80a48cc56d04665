import type { Arch } from '../sysext/arch.ts';
import { parseVersion, type SysextVersion } from '../sysext/tag.ts';

/** Where a host's distro is set, as messages name it. */
export const DISTRO_SETTING = '--distro or AKS_SYSEXT_DISTRO';

/** What is asked for cannot be decided without a person: a choice is missing, or two contradict each other. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** A version that a control plane asks for: a release, for which any revision will do, or one whole value. */
export interface Wanted {
  /** `v1.34.10`, or `v1.34.10-1-azlinux3` */
  readonly text: string;
  /** Its revision and distro mean nothing. */
  readonly release: SysextVersion;
  readonly revision: number | undefined;
  readonly distro: string | undefined;
  readonly arch: Arch;
}

/**
 * Reads `1.34.10`, `v1.34.10` or `v1.34.10-1-azlinux3`.
 *
 * @param distro which distro is wanted, if the caller knows.
 * @throws {RefusedError} when the text names another distro or arch than the caller does.
 * @throws {Error} when the text is no version.
 */
export function parseWanted(text: string, arch: Arch, distro?: string): Wanted {
  const spelled = text.startsWith('v') ? text : `v${text}`;
  const whole = parseVersion(spelled);
  const release = parseReleaseOf(spelled);
  if (release === undefined) {
    throw new Error(`${JSON.stringify(text)} is no version: it is such as 1.34.10, or v1.34.10-1-azlinux3`);
  }
  if (whole !== undefined && distro !== undefined && whole.distro !== distro) {
    throw new RefusedError(`${text} is a build for ${whole.distro}, and ${distro} is asked for; leave one of them out`);
  }
  if (whole?.arch !== undefined && whole.arch !== arch) {
    throw new RefusedError(`${text} is a build for ${whole.arch}, and ${arch} is asked for; leave one of them out`);
  }
  return { text: spelled, release, revision: whole?.revision, distro: whole?.distro ?? distro, arch };
}

/** Reads the release of a whole version, or of one without revision and distro; these two then mean nothing. */
export function parseReleaseOf(version: string): SysextVersion | undefined {
  // A release is of the grammar once it has a revision and a distro.
  return parseVersion(version) ?? parseVersion(`${version}-0-any`);
}

/** Whether a version is a build of the wanted release, for the wanted arch, revision and distro. */
export function isWanted(version: SysextVersion, { release, revision, distro, arch }: Omit<Wanted, 'text'>): boolean {
  return (
    version.arch === arch &&
    isSameRelease(version, release) &&
    (revision === undefined || version.revision === revision) &&
    (distro === undefined || version.distro === distro)
  );
}

function isSameRelease(a: SysextVersion, b: SysextVersion): boolean {
  return (
    a.major === b.major &&
    a.minor === b.minor &&
    a.patch === b.patch &&
    a.prerelease?.stage === b.prerelease?.stage &&
    a.prerelease?.number === b.prerelease?.number
  );
}

/** `v1.34.10 for azlinux3 and arm64` */
export function describe({ text, distro, arch }: Wanted): string {
  return `${text} for ${distro === undefined ? '' : `${distro} and `}${arch}`;
}

/** `v1.34.10` for `v1.34.10-1-azlinux3` and for `v1.34.10-1-azlinux3-x86-64`: what a control plane asks for. */
export function releaseOf(version: string): string {
  return version.replace(/-\d+-[a-z].*$/, '');
}
