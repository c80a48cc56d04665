import { compareVersions } from '../../sysext/order.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots whose two versions are exchanged, or of different lines. */
export const lint: Lint = {
  id: 'previous-newer',
  severity: 'error',
  title: 'The previous version is newer than the latest, or of another line',
  impact: 'New nodes get the older of the two; the next bump throws the newer one out.',
  fix: 'Exchange the two, or put the version before the latest there.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { version, previous, latestVersion, previousLatestVersion } = slot;
      if (version === undefined || previous === undefined) return [];
      const otherLine = version.major !== previous.major || version.minor !== previous.minor;
      const newer = compareVersions({ ...previous, distro: version.distro }, version) > 0;
      if (!otherLine && !newer) return [];
      const what = otherLine ? 'is of another Kubernetes minor than' : 'is newer than';
      return [
        {
          place: at(slot, 'previousLatestVersion'),
          message: `${nameOf(slot)}: ${previousLatestVersion} ${what} ${latestVersion}`,
        },
      ];
    }),
  fires: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3')])) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3', 'v1.34.9-2-azlinux3')])) },
};
