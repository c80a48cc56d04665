/** `1[.]34` for `1.34`, `ubuntu24[.]04` for `ubuntu24.04`: text from a file or an argument, as a pattern. */
export const literal = (field: string) => `{{{replace '[.]' '[.]' ${field}}}}`;

/** Ours lists versions without an arch, Renovate's docker datasource lists tags: there, those of x86-64 stand for all. */
export const ANY_DATASOURCE = '(?:-x86-64)?$';

/**
 * An `extractVersion` that leaves a slot the builds of its own distro and Kubernetes minor, whatever the registry has.
 *
 * @param build a template for the suffix of the version, from its distro on.
 */
export function ownBuilds(build: string): string {
  return `^(?<version>v${literal('line')}[.].+-${build})${ANY_DATASOURCE}`;
}
