import { manifest, pack, slot } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';
import { problemFound, problemsIn } from '../problems.ts';

const { renovateTag: _, ...WITHOUT_TAG } = slot('kubelet', 'v1.34.10-1-azlinux3');
const DOWNLOAD = { downloadURL: `registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}` };

/** Slots of sysexts that have not what a slot needs, and manifests that are not JSON. */
export const lint: Lint = {
  id: 'slot-unreadable',
  severity: 'error',
  title: 'A manifest, or a slot of a sysext in it, cannot be read',
  impact: 'The image build fails, or the slot is never bumped.',
  fix: 'Give the slot a renovateTag and a latestVersion, as its siblings have.',
  find: (facts) =>
    problemsIn(facts, 'slot-unreadable').map((problem): Found => {
      if (problem.package !== null) return problemFound(facts, problem);
      const place = { file: problem.file, invalid: 'json' as const };
      return { place, message: problem.message, fix: 'Correct the syntax there.' };
    }),
  fires: { manifest: manifest(pack('kubelet', [WITHOUT_TAG as never], DOWNLOAD)) },
  silent: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], DOWNLOAD)) },
};
