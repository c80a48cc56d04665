import { factsAbout } from '../presets/catalogue.ts';
import { DOCKER_ARCH } from '../presets/parts/arches.ts';
import { isTagList } from '../presets/parts/tag-list.ts';
import type { RenovateResult } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
import { parseVersion } from '../sysext/tag.ts';
import type { SysextDependency } from './slots.ts';

/**
 * Finds the architectures that must have a tag of a version for a slot.
 *
 * @param required the architectures of our datasource. Renovate's docker datasource checks one.
 */
export function archesFor({ dep, from }: SysextDependency, required: readonly Arch[] | undefined): readonly Arch[] {
  // A rule may replace the datasource. Only the requested URL shows it.
  const isOurs = dep.registryUrl === undefined ? dep.datasource !== 'docker' : isTagList(dep.registryUrl);
  if (isOurs && required !== undefined) return required;
  const single = required?.length === 1 ? required[0] : undefined;
  return [parseVersion(from)?.arch ?? single ?? DOCKER_ARCH];
}

/** The architectures that the datasource of a run requires. `undefined` if none of our presets brings it. */
export function requiredArches({
  datasourcePreset = '',
}: Pick<RenovateResult, 'datasourcePreset'>): readonly Arch[] | undefined {
  return factsAbout(datasourcePreset).arches;
}
