import type { Arch } from '../../sysext/arch.ts';
import { VALUE } from './patterns.ts';
import type { CustomDatasource } from './preset.ts';

/** The custom datasource's name in Renovate's configuration. */
export const NAME = 'aks-sysext';

/** What a manager or rule says to use it. */
export const DATASOURCE = `custom.${NAME}`;

/**
 * The tag list of a repository, as versions that every one of `arches` has a tag for.
 *
 * Each version is there without an arch (for manifests) and with each of them (for whole references).
 * A registry that does not page answers with the whole list. A list as long as a page of the usual sizes
 * (50, or a multiple of 100) may be cut off, and then fails the lookup: the newest tags could be missing.
 */
export function sysextDatasource(arches: readonly Arch[]): CustomDatasource {
  return {
    description: `Versions that are published for every arch: ${arches.join(', ')}`,
    format: 'json',
    transformTemplates: [transform(arches)],
  };
}

function transform(arches: readonly Arch[]): string {
  const suffix = `-(?:${arches.join('|')})$/`;
  return `(
  $assert($type(tags) = "array", name & ": the answer is no tag list");
  $length := $count(tags);
  $full := $length = 50 or ($length > 0 and $length % 100 = 0);
  $assert($not($full), name & ": its list of " & $length & " tags is as long as a full page and may be cut off; add the preset presets/docker, which follows pages");
  $builds := tags[$type($) = "string" and $contains($, /^${VALUE}${suffix})]{ $replace($, /${suffix}, ""): $distinct($) };
  $complete := $each($builds, function($own, $version) { $count($own) = ${arches.length} ? [$version, $own] });
  { "releases": [$complete.$.{ "version": $ }] }
)`;
}
