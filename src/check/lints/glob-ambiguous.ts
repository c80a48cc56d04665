import { valuesOf } from '../../manifest/slots.ts';
import { compareReleases, formatRelease } from '../../sysext/release.ts';
import { parseReleaseOf, parseVersion } from '../../sysext/tag.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, groupSlots } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Cached versions that a glob on a node can confuse. */
export const lint: Lint = {
  id: 'glob-ambiguous',
  severity: 'info',
  title: 'A glob for one cached version also matches another one',
  impact:
    'A node script that searches for v1.34.1* finds v1.34.10. A glob without the distro finds a build for another distro.',
  fix: 'Ignore this finding if nodes parse the versions, as `resolve` does. A glob must have the hyphen and the distro.',
  find: ({ slots }) =>
    groupSlots(slots, ({ component }) => component).flatMap((members) => {
      const cached = members.flatMap(valuesOf);
      return members.flatMap((slot) =>
        valuesOf(slot).flatMap((value) => {
          const other = cached.find((one) => one !== value && isConfusable(value, one));
          if (other === undefined) return [];
          const message = `${slot.component}: a glob for ${value} may also match ${other}`;
          return [{ place: at(slot, 'latestVersion'), message }];
        }),
      );
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.1-1-azlinux3')])),
    findings: [
      {
        file: 'components.json',
        line: 11,
        message: 'kubelet: a glob for v1.34.1-1-azlinux3 may also match v1.34.10-1-azlinux3',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-1-azlinux3')])) },
};

/** `v1.34.1*` matches v1.34.10, and `v1.34.1-*` matches the same release for another distro. */
function isConfusable(value: string, other: string): boolean {
  const [own, its] = [value, other].map(parseReleaseOf);
  if (own === undefined || its === undefined) return false;
  if (compareReleases(own, its) === 0) return parseVersion(value)?.distro !== parseVersion(other)?.distro;
  return formatRelease(its).startsWith(formatRelease(own));
}
