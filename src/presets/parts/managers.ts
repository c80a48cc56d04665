import { GRAMMAR } from '../../sysext/tag.ts';
import { DATASOURCE } from './datasource.ts';
import { ANY_DATASOURCE, literal, ownBuilds } from './own-builds.ts';
import { CAPTURED_REVISIONLESS, CAPTURED_VALUE } from './patterns.ts';
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

const fromSlot = {
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStringsStrategy: 'recursive',
  depNameTemplate: '{{{host}}}{{{path}}}/{{{packageName}}}',
  datasourceTemplate: DATASOURCE,
  registryUrlTemplate: '{{{scheme}}}://{{{host}}}/v2{{{path}}}/{{{packageName}}}/tags/list',
  autoReplaceStringTemplate: ROTATION,
} as const;

/** Slots of `components.json` manifests with values such as `v1.34.10-1-azlinux3`. */
export const MANIFEST_MANAGER: CustomManager = {
  customType: 'regex',
  description: 'Sysext slots of components.json manifests, in any folder',
  ...fromSlot,
  matchStrings: [SLOT, slotWithValue(CAPTURED_VALUE)],
  extractVersionTemplate: ownBuilds(literal('build')),
};

/** Slots of `components.json` manifests with values such as `v1.34.10`, for builds of `distro`. */
export function revisionlessManager(distro: string): CustomManager {
  const { number } = GRAMMAR;
  return {
    customType: 'regex',
    description: 'Sysext slots of components.json manifests without revision and distro, in any folder',
    ...fromSlot,
    matchStrings: [SLOT, slotWithValue(CAPTURED_REVISIONLESS)],
    extractVersionTemplate: `^(?<version>v${literal('line')}[.]${number})-${number}-${literal(`'${distro}'`)}${ANY_DATASOURCE}`,
  };
}

/** The distro that an `extractVersion` of {@link revisionlessManager} looks for; `undefined` for any other. */
export function distroLookedFor(extractVersion: string): string | undefined {
  const suffix = extractVersion.endsWith(ANY_DATASOURCE) ? extractVersion.slice(0, -ANY_DATASOURCE.length) : '';
  return /\)-([^-()]+)$/.exec(suffix)?.[1]?.replaceAll('[.]', '.');
}
