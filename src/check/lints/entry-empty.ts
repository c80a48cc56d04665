import { download, manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Entries of sysexts whose list of slots is empty. */
export const lint: Lint = {
  id: 'entry-empty',
  severity: 'warning',
  title: 'An entry with the downloadURL of a sysext has an empty versionsV2',
  impact: 'The image does not cache any version of the sysext, and a bump cannot add one.',
  fix: 'Add a slot for each Kubernetes minor, or remove the entry.',
  find: ({ entries }) =>
    [...entries].flatMap(([file, all]) =>
      all
        .filter(({ size }) => size === 0)
        .map(({ path, downloadURL }) => ({
          place: { file, path: [...path, 'versionsV2'] },
          message: `versionsV2 is empty beside the downloadURL ${downloadURL}`,
        })),
    ),
  invalid: {
    manifest: manifest(pack('kubelet', [], download('kubelet'))),
    findings: [
      {
        file: 'components.json',
        line: 8,
        message: `versionsV2 is empty beside the downloadURL registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}`,
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], download('kubelet'))) },
};
