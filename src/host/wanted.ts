import type { Arch } from '../sysext/arch.ts';
import { compareReleases, formatRelease, type Release } from '../sysext/release.ts';
import { parseReleaseOf, parseVersion, type SysextVersion } from '../sysext/tag.ts';

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
  readonly release: Release;
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

/** Whether a version is a build of the wanted release, for the wanted arch, revision and distro. */
export function isWanted(version: SysextVersion, { release, revision, distro, arch }: Omit<Wanted, 'text'>): boolean {
  return (
    version.arch === arch &&
    compareReleases(version, release) === 0 &&
    (revision === undefined || version.revision === revision) &&
    (distro === undefined || version.distro === distro)
  );
}

/** `v1.34.10 for azlinux3 and arm64` */
export function describe({ text, distro, arch }: Wanted): string {
  return `${text} for ${distro === undefined ? '' : `${distro} and `}${arch}`;
}

/**
 * Formats the release of a version or tag: `v1.34.10` for `v1.34.10-1-azlinux3-x86-64`. Control planes request it.
 *
 * @throws {Error} if `version` is not valid.
 */
export function releaseOf(version: string): string {
  const release = parseReleaseOf(version);
  if (release === undefined) throw new Error(`${JSON.stringify(version)} is not a valid version`);
  return formatRelease(release);
}
