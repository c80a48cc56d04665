import { GRAMMAR } from '../../sysext/tag.ts';
import { COMPLETE, DATASOURCE, MAX_TAGS } from './datasource.ts';
import { CAPTURED_REVISIONLESS, CAPTURED_VALUE, CAPTURED_VALUE_OR_TAG } from './patterns.ts';
import type { CustomManager } from './preset.ts';

/** The inside of a JSON object that holds no other object, or a part of it. */
const BODY = '(?:[^{}"]|"(?:[^"\\\\\\n]|\\\\.)*")*';

/** A slot: the innermost object whose `renovateTag` names a registry and a sysext's repository. */
const SLOT =
  `\\{${BODY}"renovateTag"\\s*:\\s*"(?:OCI_)?registry=(?<scheme>https?)://(?<host>[^/",\\s]+)(?<path>(?:/[^/",\\s]+)*)/?` +
  `\\s*,\\s*name=(?<packageName>[^",\\s]+-sysext)(?:\\s*,[^"]*)?"${BODY}\\}`;

function slotWithValue(value: string): string {
  return `^\\{${BODY}"latestVersion"\\s*:\\s*"${value}"${BODY}\\}$`;
}

const LATEST = '("latestVersion"\\s*:\\s*")[^"]*';
const PREVIOUS = '("previousLatestVersion"\\s*:\\s*")[^"]*';

/** What of a version is left without its revision and distro. */
const upstream = (field: string) => `(replace '-[^-]+-[^-]+$' '' ${field})`;

const bumped = `replace '${LATEST}' (replace '#' newValue '$1#') replaceString`;
const rotated = `replace '${PREVIOUS}' (replace '#' currentValue '$1#') (${bumped})`;

/**
 * The slot with its values exchanged and nothing else: the replaced version becomes the previous one,
 * unless only the revision changes, so that two patches stay cached.
 */
const ROTATION = `{{#if (equals ${upstream('currentValue')} ${upstream('newValue')})}}{{{${bumped}}}}{{else}}{{{${rotated}}}}{{/if}}`;

/** `1[.]34` for `1.34`, `ubuntu24[.]04` for `ubuntu24.04`: text from a file or an argument, as a pattern. */
const literal = (field: string) => `{{{replace '[.]' '[.]' ${field}}}}`;

/**
 * What a version for every arch has behind it: ours lists it as complete, Renovate's docker datasource lists tags, of
 * which those of x86-64 stand for all.
 */
const EVERY_ARCH = `(?:${COMPLETE}|-x86-64)`;

/** Only the builds of the value's own distro and Kubernetes minor exist for a slot, whatever the registry has. */
function ownBuilds(suffix: string): string {
  return `^(?<version>v${literal('line')}[.].+-${literal('build')})${suffix}$`;
}

/** The whole URL of a tag list, by a host, a path and a repository. Microsoft's registry sends it all unasked. */
const tagList = (scheme: string, path: string) =>
  `${scheme}://{{{host}}}/v2${path}/{{{packageName}}}/tags/list{{#unless (equals host 'mcr.microsoft.com')}}?n=${MAX_TAGS}{{/unless}}`;

const fromSlot = {
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStringsStrategy: 'recursive',
  depNameTemplate: '{{{host}}}{{{path}}}/{{{packageName}}}',
  datasourceTemplate: DATASOURCE,
  registryUrlTemplate: tagList('{{{scheme}}}', '{{{path}}}'),
  autoReplaceStringTemplate: ROTATION,
} as const;

/** Slots of `components.json` manifests with values such as `v1.34.10-1-azlinux3`. */
export const MANIFEST_MANAGER: CustomManager = {
  customType: 'regex',
  description: 'Sysext slots of components.json manifests, in any folder',
  ...fromSlot,
  matchStrings: [SLOT, slotWithValue(CAPTURED_VALUE)],
  extractVersionTemplate: ownBuilds(EVERY_ARCH),
};

/** Slots of `components.json` manifests with values such as `v1.34.10`, for builds of `distro`. */
export function revisionlessManager(distro: string): CustomManager {
  const { number } = GRAMMAR;
  return {
    customType: 'regex',
    description: 'Sysext slots of components.json manifests without revision and distro, in any folder',
    ...fromSlot,
    matchStrings: [SLOT, slotWithValue(CAPTURED_REVISIONLESS)],
    extractVersionTemplate: `^(?<version>v${literal('line')}[.]${number})-${number}-${literal(`'${distro}'`)}${EVERY_ARCH}$`,
  };
}

/** The distro that an `extractVersion` of {@link revisionlessManager} looks for; `undefined` for any other. */
export function distroLookedFor(extractVersion: string): string | undefined {
  const end = `${EVERY_ARCH}$`;
  const rest = extractVersion.endsWith(end) ? extractVersion.slice(0, -end.length) : '';
  return /\)-([^-()]+)$/.exec(rest)?.[1]?.replaceAll('[.]', '.');
}

/** Values and whole references on the line below a `# renovate: sysext=<registry>/<repository>` comment. */
export const ANNOTATION_MANAGER: CustomManager = {
  customType: 'regex',
  description: 'Values and references below a "# renovate: sysext=<registry>/<repository>" comment',
  managerFilePatterns: [
    '/\\.(?:sh|bash|env|ya?ml|bu|butane)$/',
    '/(^|/)(?:Dockerfile|Containerfile)[^/]*$/',
    '/\\.(?:Dockerfile|Containerfile)$/',
  ],
  matchStrings: [
    '#[ \\t]*renovate:[ \\t]*sysext=(?:(?<scheme>https?)://)?(?<host>[^/\\s]+)/(?<packageName>\\S+-sysext)[ \\t]*\\r?\\n' +
      `(?:[^\\n]*[^\\w.\\n-])?(?:[\\w.-]+-)?${CAPTURED_VALUE_OR_TAG}(?:\\.raw)?(?:[^\\w.\\n-]|$|\\n)`,
  ],
  depNameTemplate: '{{{host}}}/{{{packageName}}}',
  datasourceTemplate: DATASOURCE,
  registryUrlTemplate: tagList('{{#if scheme}}{{{scheme}}}{{else}}https{{/if}}', ''),
  // The build of a reference ends in its arch.
  extractVersionTemplate: ownBuilds(
    `{{#if (equals build (replace '-${GRAMMAR.arch}$' '' build))}}${EVERY_ARCH}{{/if}}`,
  ),
};
