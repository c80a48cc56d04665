import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import { sysextDatasource } from '../presets/parts/datasource.ts';
import { ARCHES, type Arch } from '../sysext/arch.ts';
import { parseVersion } from '../sysext/tag.ts';
import type { SysextDependency } from './slots.ts';

/**
 * The architectures that must have a tag of a version for a slot: those of the datasource, or the one that is
 * looked at where tags are looked up by Renovate's docker datasource.
 */
export function archesFor({ dep, from }: SysextDependency, required: readonly Arch[] | undefined): readonly Arch[] {
  // A rule may exchange the datasource, which shows in nothing but the URL that was asked.
  const isOurs = dep.registryUrl === undefined ? dep.datasource !== 'docker' : isTagList(dep.registryUrl);
  if (isOurs && required !== undefined) return required;
  const single = required?.length === 1 ? required[0] : undefined;
  return [parseVersion(from)?.arch ?? single ?? 'x86-64'];
}

/** Whether a URL is one of a tag list, not of a registry. */
function isTagList(url: string): boolean {
  return /\/tags\/list(?:\?|$)/.test(url);
}

/**
 * The architectures that the presets' datasource asks for, told by its JSONata.
 *
 * @param transform the datasource's JSONata in the resolved configuration.
 * @returns `undefined` when it is none that these presets publish.
 */
export function requiredArches(transform: string | undefined): readonly Arch[] | undefined {
  const published: (readonly Arch[])[] = [ARCHES_BY_DEFAULT, ...ARCHES.map((arch) => [arch])];
  return published.find((arches) => sysextDatasource(arches).transformTemplates[0] === transform);
}
