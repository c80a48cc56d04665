import { leadingMinor } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots whose value is of another minor than their k8sVersion says, or that have none beside siblings with one. */
export const lint: Lint = {
  id: 'minor-mismatch',
  severity: 'error',
  title: 'A value is of another Kubernetes minor than its k8sVersion',
  impact: 'Nodes of one minor get the components of another, or find none.',
  fix: 'Correct the one that is wrong; a bump never changes the minor.',
  find: ({ slots }) =>
    groupSlots(slots, entryOf).flatMap((entry) => {
      const isSaid = entry.some(({ k8sVersion }) => k8sVersion !== undefined);
      return entry.flatMap((slot) => {
        const { k8sVersion = '', minor, latestVersion } = slot;
        if (minor === null || minor === leadingMinor(k8sVersion) || !isSaid) return [];
        const says = k8sVersion === '' ? 'no k8sVersion, which its siblings have,' : `k8sVersion ${k8sVersion}`;
        return [{ place: at(slot, 'k8sVersion'), message: `${nameOf(slot)}: ${says} beside ${latestVersion}` }];
      });
    }),
  fires: { manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: '1.35' }])) },
  silent: { manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: '1.34' }])) },
};
