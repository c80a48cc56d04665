import { valuesOf } from '../../manifest/slots.ts';
import { compareReleases, formatRelease } from '../../sysext/release.ts';
import { parseReleaseOf, parseVersion } from '../../sysext/tag.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, groupSlots } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Cached versions that a glob on the node takes for one another. */
export const lint: Lint = {
  id: 'glob-ambiguous',
  severity: 'info',
  title: 'Two cached versions are told apart by their whole text only',
  impact: 'A node script that looks for v1.34.1* finds v1.34.10; one without the distro finds that of another.',
  fix: 'Nothing, where nodes match by the grammar, as `resolve` does; a glob has to have the hyphen and the distro.',
  find: ({ slots }) =>
    groupSlots(slots, ({ component }) => component).flatMap((members) => {
      const cached = members.flatMap((slot) => valuesOf(slot).map((value) => ({ slot, value })));
      return cached.flatMap(({ slot, value }) => {
        const other = cached.find((one) => one.value !== value && isTakenFor(value, one.value));
        return other === undefined
          ? []
          : [
              {
                place: at(slot, 'latestVersion'),
                message: `${slot.component}: a glob for ${value} may find ${other.value}`,
              },
            ];
      });
    }),
  fires: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.1-1-azlinux3')])) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-1-azlinux3')])) },
};

/** `v1.34.1*` finds v1.34.10; `v1.34.1-*` finds the same release of another distro. */
function isTakenFor(value: string, other: string): boolean {
  const [own, its] = [value, other].map(parseReleaseOf);
  if (own === undefined || its === undefined) return false;
  if (compareReleases(own, its) === 0) return parseVersion(value)?.distro !== parseVersion(other)?.distro;
  return formatRelease(its).startsWith(formatRelease(own));
}
