import { MAX_SLOT_DEPTH, RENOVATE_TAG } from '../../manifest/schema.ts';
import { GRAMMAR, isDistro } from '../../sysext/tag.ts';
import { DATASOURCE } from './datasource.ts';
import { EVERY_ARCH, literal, ownBuilds } from './own-builds.ts';
import { CAPTURED_REVISIONLESS, CAPTURED_VALUE } from './patterns.ts';
import type { CustomManager } from './preset.ts';
import { tagList } from './tag-list.ts';

/** A JSON string. */
const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"';

/** Builds a pattern for the content of a JSON object with objects in it down to a depth: RE2 cannot recurse. */
function body(depth: number): string {
  return `(?:[^{}"]|${STRING}${depth === 0 ? '' : `|\\{${body(depth - 1)}\\}`})*`;
}

/** The content of a slot. */
const BODY = body(MAX_SLOT_DEPTH);

/** A slot: an object whose `renovateTag` names a registry and a sysext's repository. */
const SLOT = `(?<slot>\\{${BODY}"renovateTag"\\s*:\\s*"${RENOVATE_TAG}"${BODY}\\})`;

function slotWithValue(value: string): string {
  return `^\\{${BODY}"latestVersion"\\s*:\\s*"${value}"${BODY}\\}$`;
}

/** A version cannot have an escaped character. A slot whose previous version has one is not extracted. */
const WITHOUT_ESCAPES = `(equals slot (replace '"previousLatestVersion"\\s*:\\s*"[^"]*[\\\\]' '' slot))`;

/** A field of the slot itself, not of an object in it. `$1` is the text from the start of the slot to the value. */
const own = (field: string) => `'^(\\{${BODY}"${field}"\\s*:\\s*)${STRING}'`;

/** A version without its revision and distro. */
const upstream = (field: string) => `(replace '-[^-]+-[^-]+$' '' ${field})`;

const bumped = `replace ${own('latestVersion')} (replace '#' newValue '$1"#"') replaceString`;
const rotated = `replace ${own('previousLatestVersion')} (replace '#' currentValue '$1"#"') (${bumped})`;

/**
 * The slot with new values, and otherwise unchanged. The replaced version becomes the previous one, unless only the
 * revision changes, so that two patches stay cached.
 */
const ROTATION = `{{#if (equals ${upstream('currentValue')} ${upstream('newValue')})}}{{{${bumped}}}}{{else}}{{{${rotated}}}}{{/if}}`;

const fromSlot = {
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStringsStrategy: 'recursive',
  depNameTemplate: '{{{host}}}{{{path}}}/{{{packageName}}}',
  currentValueTemplate: `{{#if ${WITHOUT_ESCAPES}}}{{{currentValue}}}{{/if}}`,
  datasourceTemplate: DATASOURCE,
  registryUrlTemplate: tagList('{{{scheme}}}', '{{{path}}}'),
  autoReplaceStringTemplate: ROTATION,
} as const;

/** Slots of `components.json` manifests with values such as `v1.34.10-1-azlinux3`. */
export const MANIFEST_MANAGER: CustomManager = {
  customType: 'regex',
  description: 'Sysext slots of components.json manifests, in any directory',
  ...fromSlot,
  matchStrings: [SLOT, slotWithValue(CAPTURED_VALUE)],
  extractVersionTemplate: ownBuilds(literal('build')),
};

/** The description of {@link revisionlessManager} for every distro. */
export const REVISIONLESS_DESCRIPTION =
  'Sysext slots of components.json manifests without revision and distro, in any directory';

/** Slots of `components.json` manifests with values such as `v1.34.10`, for builds of `distro`. */
export function revisionlessManager(distro: string): CustomManager {
  const { number } = GRAMMAR;
  return {
    customType: 'regex',
    description: REVISIONLESS_DESCRIPTION,
    ...fromSlot,
    depTypeTemplate: `${DISTRO_TYPE}${distro}`,
    matchStrings: [SLOT, slotWithValue(CAPTURED_REVISIONLESS)],
    extractVersionTemplate: `^(?<version>v${literal('line')}[.]${number})-${number}-${literal(`'${distro}'`)}${EVERY_ARCH}$`,
  };
}

/** The start of the dependency type of a slot without a distro; the distro that it is bumped for follows. */
const DISTRO_TYPE = 'distro=';

/** The distro that a dependency of {@link revisionlessManager} is bumped for, by its type; `undefined` for any other. */
export function distroOfType(depType: string | undefined): string | undefined {
  const distro = depType?.startsWith(DISTRO_TYPE) ? depType.slice(DISTRO_TYPE.length) : '';
  return isDistro(distro) ? distro : undefined;
}
