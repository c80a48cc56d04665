import { compareReleases, leadingRelease, minorOf } from '../../sysext/release.ts';
import { manifest, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const UBUNTU = (latestVersion: string) => ({
  ubuntu: { r2404: { versionsV2: [{ renovateTag: 'name=kubelet, os=ubuntu', latestVersion }] } },
});
const FLATCAR = { flatcar: { current: { versionsV2: [slot('kubelet', 'v1.34.10-1-azlinux3')] } } };

/** A sysext at another patch than the Debian or RPM packages of the same component. */
export const lint: Lint = {
  id: 'sibling-skew',
  severity: 'warn',
  title: 'A sysext is at another patch than its Debian or RPM sibling',
  impact: 'Nodes of one cluster version run different patches, by their operating system.',
  fix: 'Bump them together, with presets/with-packages; or wait until the other is published, too.',
  find: ({ slots, siblings }) =>
    slots.flatMap((slot) => {
      const release = leadingRelease(slot.latestVersion);
      const [list, index] = slot.path;
      const own = (siblings.get(slot.file) ?? []).filter(({ path, release }) => {
        return path[0] === list && path[1] === index && minorOf(release) === slot.minor && path.length > 2;
      });
      if (release === undefined || own.length === 0) return [];
      if (own.some((one) => compareReleases(one.release, release) === 0)) return [];
      return [
        {
          place: at(slot, 'latestVersion'),
          message: `${nameOf(slot)}: ${slot.latestVersion} beside ${own[0]?.latestVersion}`,
        },
      ];
    }),
  fires: { manifest: manifest({ name: 'kubelet', downloadURIs: { ...UBUNTU('1.34.9-ubuntu24.04u2'), ...FLATCAR } }) },
  silent: { manifest: manifest({ name: 'kubelet', downloadURIs: { ...UBUNTU('1.34.10-ubuntu24.04u1'), ...FLATCAR } }) },
};
