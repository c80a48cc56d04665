import { download, manifest, pack, slot } from '../examples.ts';
import { CORRECT_SYNTAX } from '../fixes.ts';
import type { Found, Lint } from '../lint.ts';
import { problemFound, problemsIn } from '../problems.ts';

const { renovateTag: _, ...WITHOUT_TAG } = slot('kubelet', 'v1.34.10-1-azlinux3');

/** Sysext slots without a required field, and manifests that are not JSON. */
export const lint: Lint = {
  id: 'slot-unreadable',
  severity: 'error',
  title: 'A manifest, or a sysext slot in it, cannot be read',
  impact: 'The image build fails, or the slot is never bumped.',
  fix: 'Add a renovateTag and a latestVersion to the slot.',
  find: (facts) =>
    problemsIn(facts, 'slot-unreadable').map((problem): Found => {
      if (problem.package !== null) return problemFound(facts, problem);
      const place = { file: problem.file, invalid: 'json' as const };
      return { place, message: problem.message, fix: CORRECT_SYNTAX };
    }),
  invalid: {
    manifest: manifest(pack('kubelet', [WITHOUT_TAG as never], download('kubelet'))),
    findings: [
      {
        file: 'components.json',
        line: 9,
        message: `registry.example/oss/v2/kubernetes/kubelet-sysext:\${version}-\${SYSTEMD_ARCH}: has no renovateTag, so that nothing bumps it: add "OCI_registry=https://<registry>, name=<repository>"`,
      },
    ],
  },
  valid: { manifest: manifest(pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')], download('kubelet'))) },
};
