import { get, getVersioningList } from 'renovate/dist/modules/versioning/index.js';
import type { VersioningApi } from 'renovate/dist/modules/versioning/types.d.ts';

/**
 * Renovate's own versioning, as a configuration names it: `docker`, `regex:^(?<major>...`.
 *
 * @throws {Error} when Renovate has none of that name: it would fall back to another without a word.
 */
export function renovateVersioning(name: string): VersioningApi {
  const [type = ''] = name.split(':');
  if (!getVersioningList().includes(type)) throw new Error(`Renovate has no versioning ${type}`);
  return get(name);
}
