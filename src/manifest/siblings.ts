import { z } from 'zod';
import type { Path } from './path.ts';
import { pathOf, walk } from './walk.ts';

/** A version of a package that is built from the same definition as a sysext: a Debian or an RPM package. */
export interface Sibling {
  readonly path: Path;
  readonly latestVersion: string;
  /** `1.34.10` */
  readonly release: string;
  /** `1.34` */
  readonly minor: string;
}

const Versions = z.object({ latestVersion: z.string() });

/** As Debian and RPM spell it: `1.34.10-ubuntu24.04u1`, `1.34.10-1.azl3`. */
const PACKAGE_VERSION = /^((\d{1,9}\.\d{1,9})\.\d{1,9})-(?:[a-z][a-z0-9.]*u\d+|\d+\.[a-z]+\d+)$/;

/** Reads the versions of Debian and RPM packages in a `components.json` manifest. */
export function readSiblings(text: string): Sibling[] {
  return [...walk(JSON.parse(text))].flatMap((visit) => {
    const latestVersion = Versions.safeParse(visit.value).data?.latestVersion ?? '';
    const [, release, minor] = PACKAGE_VERSION.exec(latestVersion) ?? [];
    return release === undefined || minor === undefined ? [] : [{ path: pathOf(visit), latestVersion, release, minor }];
  });
}
