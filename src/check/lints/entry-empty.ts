import { manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';

const DOWNLOAD = { downloadURL: `registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}` };

/** Entries of sysexts whose list of slots is empty. */
export const lint: Lint = {
  id: 'entry-empty',
  severity: 'warning',
  title: 'An entry with the downloadURL of a sysext has an empty versionsV2',
  impact: 'No version of it is cached, and a bump cannot add one.',
  fix: 'Add a slot for each Kubernetes minor, or remove the entry.',
  find: ({ entries }) =>
    [...entries].flatMap(([file, all]) =>
      all
        .filter(({ size }) => size === 0)
        .map(({ path, downloadURL }) => ({
          place: { file, path: [...path, 'versionsV2'] },
          message: `${downloadURL} has no slots`,
        })),
    ),
  fires: { manifest: manifest(pack('kubelet', [], DOWNLOAD)) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], DOWNLOAD)) },
};
