import { DEFAULT_REGISTRY } from '../../sysext/image-reference.ts';
import { MAX_TAGS } from './datasource.ts';

/**
 * Builds a template for the URL of a tag list, which Renovate's custom datasources request. Microsoft's registry sends all
 * tags without a number in the request.
 *
 * @param path a template for the path between the host and the repository.
 */
export function tagList(scheme: string, path: string): string {
  const all = `{{#unless (equals host '${DEFAULT_REGISTRY}')}}?n=${MAX_TAGS}{{/unless}}`;
  return `${scheme}://{{{host}}}/v2${path}/{{{packageName}}}/tags/list${all}`;
}

/** Whether a lookup requested a URL of {@link tagList}, and not a registry. */
export function isTagList(url: string): boolean {
  return /\/tags\/list(?:\?|$)/.test(url);
}
