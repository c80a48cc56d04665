import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots for one OS release with different distros. */
export const lint: Lint = {
  id: 'distro-mixed',
  severity: 'warning',
  title: 'Slots for one OS release, or of one component, have different distros',
  impact: 'A distro switch is incomplete: nodes of one pool get different builds.',
  fix: 'Switch the remaining slots manually, or revert the switch.',
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
          message: `${nameOf(slot)}: ${slot.latestVersion} is not built for ${usual}, as most slots for the OS release are`,
        }));
    });
  },
  invalid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-2-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux4')]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 30,
        message: 'kubectl 1.34: v1.34.10-1-azlinux4 is not built for azlinux3, as most slots for the OS release are',
      },
    ],
  },
  valid: {
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
