import { leadingMinor } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, entryOf, groupSlots, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Slots whose version has another minor than their k8sVersion, or that lack the k8sVersion of their siblings. */
export const lint: Lint = {
  id: 'minor-mismatch',
  severity: 'error',
  title: 'A k8sVersion is not the Kubernetes minor of its version',
  impact: 'Nodes of one minor get the components of another one, or do not find any.',
  fix: 'Correct the wrong value. A bump never changes the minor.',
  find: ({ slots }) =>
    groupSlots(slots, entryOf).flatMap((entry) => {
      const isExpected = entry.some(({ k8sVersion }) => k8sVersion !== undefined);
      return entry.flatMap((slot) => {
        const { k8sVersion, minor, latestVersion } = slot;
        if (minor === null || !isExpected || leadingMinor(k8sVersion ?? '') === minor) return [];
        const problem =
          k8sVersion === undefined
            ? `k8sVersion is missing beside ${latestVersion}, but its siblings have one`
            : `k8sVersion ${k8sVersion} is not the minor of ${latestVersion}`;
        return [{ place: at(slot, 'k8sVersion'), message: `${nameOf(slot)}: ${problem}` }];
      });
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: '1.35' }])),
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: k8sVersion 1.35 is not the minor of v1.34.10-1-azlinux3',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: '1.34' }])) },
};
