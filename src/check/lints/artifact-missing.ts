import { formatVersion } from '../../sysext/tag.ts';
import { repositoryOf } from '../examples.ts';
import { at, type CheckedSlot, type Facts, nameOf } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';

const KUBELET = repositoryOf('kubelet');

/** Versions in a manifest that the registry does not have, for one of the architectures. */
export const lint: Lint = {
  id: 'artifact-missing',
  severity: 'error',
  title: 'A cached version is not published, or no longer, for every architecture',
  leadsTo: 'Image builds of that architecture fail.',
  mend: 'Take a version that every architecture has; the default preset proposes no other.',
  asksRegistry: true,
  find: (facts) =>
    facts.slots.flatMap((slot) => [
      ...look(facts, slot, 'latestVersion'),
      ...look(facts, slot, 'previousLatestVersion'),
    ]),
  fires: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3-x86-64', 'v1.34.9-2-azlinux3'] } },
  silent: { tags: { [KUBELET]: ['v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3'] } },
};

function look(
  { registries, arches }: Facts,
  slot: CheckedSlot,
  field: 'latestVersion' | 'previousLatestVersion',
): Found[] {
  const version = field === 'latestVersion' ? slot.version : slot.previous;
  const view = registries.find((one) => one.repository === slot.repository && one.registry === slot.registry);
  if (version === undefined || view === undefined) return [];
  const published = view.versions.find(({ text }) => text === formatVersion(version));
  const missing = arches.filter((arch) => !published?.arches.includes(arch));
  if (missing.length === 0) return [];
  const message = `${nameOf(slot)}: ${slot.registry}/${slot.repository} has no ${slot[field]} for ${missing.join(', ')}`;
  return [{ place: at(slot, field), message }];
}
