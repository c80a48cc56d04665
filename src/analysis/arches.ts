import { factsAbout } from '../presets/catalogue.ts';
import { DOCKER_ARCH } from '../presets/parts/arches.ts';
import type { Answer } from '../renovate/messages.ts';
import type { Arch } from '../sysext/arch.ts';
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
  return [parseVersion(from)?.arch ?? single ?? DOCKER_ARCH];
}

/** Whether a URL is one of a tag list, not of a registry. */
function isTagList(url: string): boolean {
  return /\/tags\/list(?:\?|$)/.test(url);
}

/** The architectures that the datasource of a run requires. `undefined` if none of our presets brings it. */
export function requiredArches({
  datasourcePreset = '',
}: Pick<Answer, 'datasourcePreset'>): readonly Arch[] | undefined {
  return factsAbout(datasourcePreset).arches;
}
