import { DOCKER_ARCH } from './arches.ts';
import { COMPLETE } from './datasource.ts';

/** A template that escapes a field for a pattern: `1[.]34` for `1.34`, `ubuntu24[.]04` for `ubuntu24.04`. */
export const literal = (field: string) => `{{{replace '[.]' '[.]' ${field}}}}`;

/**
 * The suffix of a version for every architecture. Our datasource lists it as complete. Renovate's docker datasource lists
 * tags, and those of one architecture count for all.
 */
export const EVERY_ARCH = `(?:${COMPLETE}|-${DOCKER_ARCH})`;

/**
 * Builds an `extractVersion` for the builds of a slot's own distro and Kubernetes minor.
 *
 * @param build a template for the end of the version, from its distro on.
 * @param suffix a template for the suffix after the version.
 */
export function ownBuilds(build: string, suffix: string = EVERY_ARCH): string {
  return `^(?<version>v${literal('line')}[.].+-${build})${suffix}$`;
}
