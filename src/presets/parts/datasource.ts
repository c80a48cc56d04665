import type { Arch } from '../../sysext/arch.ts';
import { VALUE } from './patterns.ts';
import type { CustomDatasource } from './preset.ts';

/** The name of the datasource in Renovate's configuration. */
export const DATASOURCE_NAME = 'aks-sysext';

/**
 * The name of the datasource for Microsoft's registry, which sends every tag in one response. Renovate matches names
 * case-insensitively: a rule for `custom.aks-sysext` applies to both.
 */
const WHOLE_LIST_NAME = 'AKS-sysext';

/** The datasource as managers and rules name it. */
export const DATASOURCE = `custom.${DATASOURCE_NAME}`;

export const WHOLE_LIST_DATASOURCE = `custom.${WHOLE_LIST_NAME}`;

/** The number of tags to request from a registry that may paginate. ACR, ECR and Distribution send at most as many. */
export const MAX_TAGS = 1000;

/** Page lengths of registries that ignore the requested number. */
const PAGE_LENGTHS = [50, 100] as const;

/**
 * The suffix of a complete version in the list, in the place of the architecture. A tag cannot contain an `@`, so a tag
 * without an architecture never counts as a complete version.
 */
export const COMPLETE = '@complete';

/** The datasources of the presets, by their names in Renovate's configuration. */
export function sysextDatasources(arches: readonly Arch[]): Record<string, CustomDatasource> {
  return {
    [DATASOURCE_NAME]: sysextDatasource(arches),
    [WHOLE_LIST_NAME]: {
      description: `${datasourceDescription(arches)}, on Microsoft's registry`,
      format: 'json',
      transformTemplates: [transform(arches, '')],
    },
  };
}

/**
 * Builds the datasource that reads the tag list of a repository as the versions with a tag for every one of `arches`.
 *
 * Each version is listed without an architecture (for values), with each of them (for references), and as complete.
 */
function sysextDatasource(arches: readonly Arch[]): CustomDatasource {
  return {
    description: datasourceDescription(arches),
    format: 'json',
    transformTemplates: [transform(arches, REFUSE_PAGES)],
  };
}

/** The description of the datasource that requires the tags of `arches`. */
export function datasourceDescription(arches: readonly Arch[]): string {
  return `Versions that are published for every architecture: ${arches.join(', ')}`;
}

/**
 * Fails for a list that is as long as a page: it may be incomplete, and then the newest tags are missing. Renovate's
 * custom datasources read one page, and do not see the registry's link to a next one.
 */
const REFUSE_PAGES = `
  $length := $count(tags);
  $isPage := $length in [${PAGE_LENGTHS.join(', ')}] or ($length > 0 and $length % ${MAX_TAGS} = 0);
  $assert($not($isPage), name & ": the list of " & $length & " tags is as long as a page and may be incomplete: extend presets/docker, which reads all pages");`;

function transform(arches: readonly Arch[], check: string): string {
  const suffix = `-(?:${arches.join('|')})$/`;
  return `(
  $assert($type(tags) = "array", name & ": the response is not a tag list");${check}
  $builds := tags[$type($) = "string" and $contains($, /^${VALUE}${suffix})]{ $replace($, /${suffix}, ""): $distinct($) };
  $complete := $each($builds, function($own, $version) { $count($own) = ${arches.length} ? [$version, $version & "${COMPLETE}", $own] });
  { "releases": [$complete.$.{ "version": $ }] }
)`;
}
