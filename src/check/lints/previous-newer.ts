import { compareVersions } from '../../sysext/order.ts';
import { minorOf } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots whose two versions are swapped, or have different minors. */
export const lint: Lint = {
  id: 'previous-newer',
  severity: 'error',
  title: 'A previousLatestVersion is newer than latestVersion, or of another minor',
  impact: 'New nodes get the older version, and the next bump evicts the newer one.',
  fix: 'Swap the two values, or set previousLatestVersion to the version before latestVersion.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { version, previous, latestVersion, previousLatestVersion } = slot;
      if (version === undefined || previous === undefined) return [];
      const otherMinor = minorOf(version) !== minorOf(previous);
      const newer = compareVersions({ ...previous, distro: version.distro }, version) > 0;
      if (!otherMinor && !newer) return [];
      const difference = otherMinor ? 'is of another Kubernetes minor than' : 'is newer than';
      return [
        {
          place: at(slot, 'previousLatestVersion'),
          message: `${nameOf(slot)}: ${previousLatestVersion} ${difference} ${latestVersion}`,
        },
      ];
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3')])),
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: v1.34.10-1-azlinux3 is newer than v1.34.9-2-azlinux3',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3')])) },
};
