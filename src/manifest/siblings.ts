import { z } from 'zod';
import { parsePackageVersion } from '../sysext/package-version.ts';
import type { Release } from '../sysext/release.ts';
import type { Path } from './path.ts';
import { pathOf, walk } from './walk.ts';

/** A Debian or RPM package from the same build definition as a sysext. */
export interface Sibling {
  readonly path: Path;
  readonly latestVersion: string;
  readonly release: Release;
}

const Versions = z.object({ latestVersion: z.string() });

/** Reads the versions of Debian and RPM packages in a `components.json` manifest. */
export function readSiblings(text: string): Sibling[] {
  return [...walk(JSON.parse(text))].flatMap((visit) => {
    const latestVersion = Versions.safeParse(visit.value).data?.latestVersion ?? '';
    const release = parsePackageVersion(latestVersion);
    return release === undefined ? [] : [{ path: pathOf(visit), latestVersion, release }];
  });
}
