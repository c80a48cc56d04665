import { leadingMinor } from '../../sysext/release.ts';
import { manifest, pack, slot } from '../examples.ts';
import { at, nameOf } from '../facts.ts';
import type { Lint } from '../lint.ts';

/** Values of `k8sVersion` that are not a Kubernetes minor such as `1.34`. */
export const lint: Lint = {
  id: 'k8s-version',
  severity: 'warning',
  title: 'A k8sVersion is not a Kubernetes minor such as 1.34',
  impact: 'An image build that searches for the slot of a minor does not find this one.',
  fix: 'Write only major and minor, without a v.',
  find: ({ slots }) =>
    slots.flatMap((slot) => {
      const { k8sVersion, minor } = slot;
      if (k8sVersion === undefined || leadingMinor(k8sVersion) === k8sVersion) return [];
      return [
        {
          place: at(slot, 'k8sVersion'),
          message: `${nameOf(slot)}: k8sVersion ${JSON.stringify(k8sVersion)} is not a Kubernetes minor`,
          ...(minor === null ? {} : { fix: `Write ${minor}.` }),
        },
      ];
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: 'v1.34' }])),
    findings: [
      {
        file: 'components.json',
        line: 12,
        message: 'kubelet 1.34: k8sVersion "v1.34" is not a Kubernetes minor',
        fix: 'Write 1.34.',
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [{ ...slot('kubelet', 'v1.34.10-1-azlinux3'), k8sVersion: '1.34' }])) },
};
