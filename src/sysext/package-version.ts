import { leadingRelease, type Release } from './release.ts';

/** The revision and distro of a Debian package (`ubuntu24.04u1`) or an RPM package (`1.azl3`), after the release. */
const PACKAGE_REVISION = /^[^-]*-(?:[a-z][a-z0-9.]*u\d+|\d+\.[a-z]+\d+)$/;

/**
 * Parses the version of a Debian or an RPM package from the build definition of a sysext: `1.34.10-ubuntu24.04u1`,
 * `1.34.10-1.azl3`.
 *
 * @returns its release; `undefined` for everything else.
 */
export function parsePackageVersion(text: string): Release | undefined {
  return PACKAGE_REVISION.test(text) && !text.startsWith('v') ? leadingRelease(text) : undefined;
}
