import type { Arch } from '../../sysext/arch.ts';
import { VALUE } from './patterns.ts';
import type { CustomDatasource } from './preset.ts';

/** The name of the datasource in Renovate's configuration. */
export const DATASOURCE_NAME = 'aks-sysext';

/**
 * The same for Microsoft's registry, which sends every tag in one response. Renovate matches names without regard to
 * their case: a rule for `custom.aks-sysext` is one for both.
 */
const WHOLE_LIST_NAME = 'AKS-sysext';

/** What managers and rules name. */
export const DATASOURCE = `custom.${DATASOURCE_NAME}`;

export const WHOLE_LIST_DATASOURCE = `custom.${WHOLE_LIST_NAME}`;

/** How many tags are requested from a registry that may paginate: ACR, ECR and Distribution send no more at once. */
export const MAX_TAGS = 1000;

/** Lengths of pages of which it is known that a registry sends them whatever number is requested. */
const PAGE_LENGTHS = [50, 100] as const;

/**
 * What a complete version has behind it in the list, where a tag has its arch. No tag has an `@` in it, so that a tag
 * without an arch is never taken for a complete version.
 */
export const COMPLETE = '@complete';

/** The datasources of the presets, by the names that they have in Renovate's configuration. */
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
 * The tag list of a repository, as versions that every one of `arches` has a tag for.
 *
 * Each version is listed without an arch (for values), with each of them (for references), and as complete.
 */
export function sysextDatasource(arches: readonly Arch[]): CustomDatasource {
  return {
    description: datasourceDescription(arches),
    format: 'json',
    transformTemplates: [transform(arches, REFUSE_PAGES)],
  };
}

/** The description of the datasource that requires the tags of `arches`. */
export function datasourceDescription(arches: readonly Arch[]): string {
  return `Versions that are published for every arch: ${arches.join(', ')}`;
}

/**
 * Fails for a list that is as long as a page: it may be incomplete, and then the newest tags are missing. Renovate's
 * custom datasources read one page, and do not see whether the registry names a next one.
 */
const REFUSE_PAGES = `
  $length := $count(tags);
  $isPage := $length in [${PAGE_LENGTHS.join(', ')}] or ($length > 0 and $length % ${MAX_TAGS} = 0);
  $assert($not($isPage), name & ": the list of " & $length & " tags is as long as a page and may be incomplete: extend presets/docker, which reads all pages");`;

function transform(arches: readonly Arch[], check: string): string {
  const suffix = `-(?:${arches.join('|')})$/`;
  return `(
  $assert($type(tags) = "array", name & ": the answer is no tag list");${check}
  $builds := tags[$type($) = "string" and $contains($, /^${VALUE}${suffix})]{ $replace($, /${suffix}, ""): $distinct($) };
  $complete := $each($builds, function($own, $version) { $count($own) = ${arches.length} ? [$version, $version & "${COMPLETE}", $own] });
  { "releases": [$complete.$.{ "version": $ }] }
)`;
}
