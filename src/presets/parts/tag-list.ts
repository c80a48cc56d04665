import { DEFAULT_REGISTRY } from '../../sysext/image-reference.ts';
import { MAX_TAGS } from './datasource.ts';

/**
 * A template for the whole URL of a tag list, which is what Renovate's custom datasources request.
 *
 * @param path what is between the host and the repository. Microsoft's registry sends all tags unasked.
 */
export function tagList(scheme: string, path: string): string {
  const all = `{{#unless (equals host '${DEFAULT_REGISTRY}')}}?n=${MAX_TAGS}{{/unless}}`;
  return `${scheme}://{{{host}}}/v2${path}/{{{packageName}}}/tags/list${all}`;
}
