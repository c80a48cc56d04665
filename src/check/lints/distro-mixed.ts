import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots of one OS release with different distros. */
export const lint: Lint = {
  id: 'distro-mixed',
  severity: 'warning',
  title: 'Slots of one OS release, or of one component, are built from different distros',
  impact: 'A switch of the distro was made in half: nodes of the same pool get different builds.',
  fix: 'Switch the rest by hand, or take the switch back.',
  find: ({ slots }) => {
    const versioned = slots.filter(({ version }) => version !== undefined);
    return groupSlots(versioned, (slot) => osOf(slot.path) ?? entryOf(slot)).flatMap((entry) => {
      const byDistro = Map.groupBy(entry, ({ version }) => version?.distro);
      if (byDistro.size < 2) return [];
      const [usual] = [...byDistro].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
      return entry
        .filter(({ version }) => version?.distro !== usual)
        .map((slot) => ({
          place: at(slot, 'latestVersion'),
          message: `${nameOf(slot)}: ${slot.latestVersion} beside slots of the same OS release on ${usual}`,
        }));
    });
  },
  fires: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux4')]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux4'), slot('kubelet', 'v1.35.7-2-azlinux4')]),
    ),
  },
};

/** `flatcar.current` of `Packages[3].downloadURIs.flatcar.current.versionsV2[0]`: the same in every package. */
function osOf(path: readonly (string | number)[]): string | undefined {
  const start = path.indexOf('downloadURIs');
  return start === -1 ? undefined : path.slice(start + 1, -2).join('.');
}
