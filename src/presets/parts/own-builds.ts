import { DOCKER_ARCH } from './arches.ts';
import { COMPLETE } from './datasource.ts';

/** `1[.]34` for `1.34`, `ubuntu24[.]04` for `ubuntu24.04`: text from a file or an argument, as a pattern. */
export const literal = (field: string) => `{{{replace '[.]' '[.]' ${field}}}}`;

/**
 * What a version for every arch has behind it: ours lists it as complete, Renovate's docker datasource lists tags, of
 * which those of x86-64 stand for all.
 */
export const EVERY_ARCH = `(?:${COMPLETE}|-${DOCKER_ARCH})`;

/**
 * An `extractVersion` that leaves a slot the builds of its own distro and Kubernetes minor, whatever the registry has.
 *
 * @param build a template for the suffix of the version, from its distro on.
 * @param suffix a template for what is behind the version.
 */
export function ownBuilds(build: string, suffix: string = EVERY_ARCH): string {
  return `^(?<version>v${literal('line')}[.].+-${build})${suffix}$`;
}
