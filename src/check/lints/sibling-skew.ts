import type { Path } from '../../manifest/path.ts';
import { compareReleases, leadingRelease, minorOf } from '../../sysext/release.ts';
import { manifest, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

const UBUNTU = (latestVersion: string) => ({
  ubuntu: { r2404: { versionsV2: [{ renovateTag: 'name=kubelet, os=ubuntu', latestVersion }] } },
});
const FLATCAR = { flatcar: { current: { versionsV2: [slot('kubelet', 'v1.34.10-1-azlinux3')] } } };

/** Sysexts with another patch than the Debian or RPM packages of the same component. */
export const lint: Lint = {
  id: 'sibling-skew',
  severity: 'warning',
  title: 'A sysext has another patch than its Debian or RPM sibling',
  impact: 'Nodes of one cluster version run different patches, depending on their operating system.',
  fix: 'Bump them together with presets/with-packages, or wait until the other package is published.',
  find: ({ slots, siblings }) =>
    slots.flatMap((slot) => {
      const release = leadingRelease(slot.latestVersion);
      const own = (siblings.get(slot.file) ?? []).filter(
        (one) => minorOf(one.release) === slot.minor && isSamePackage(one, slot),
      );
      const [first] = own;
      if (release === undefined || first === undefined) return [];
      if (own.some((one) => compareReleases(one.release, release) === 0)) return [];
      const message = `${nameOf(slot)}: ${slot.latestVersion} has another patch than ${first.latestVersion}`;
      return [{ place: at(slot, 'latestVersion'), message }];
    }),
  invalid: {
    manifest: manifest({ name: 'kubelet', downloadURIs: { ...UBUNTU('1.34.9-ubuntu24.04u2'), ...FLATCAR } }),
    findings: [
      {
        file: 'components.json',
        line: 21,
        message: 'kubelet 1.34: v1.34.10-1-azlinux3 has another patch than 1.34.9-ubuntu24.04u2',
      },
    ],
  },
  valid: { manifest: manifest({ name: 'kubelet', downloadURIs: { ...UBUNTU('1.34.10-ubuntu24.04u1'), ...FLATCAR } }) },
};

/** Whether both are in the same element of `Packages`. */
function isSamePackage(one: { readonly path: Path }, other: { readonly path: Path }): boolean {
  return one.path.length > 2 && one.path[0] === other.path[0] && one.path[1] === other.path[1];
}
