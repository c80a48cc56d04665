import { manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { pairsOf } from '../pairs.ts';

const HELD = { renovateTag: '<DO_NOT_UPDATE>', latestVersion: 'v1.34.9-2-azlinux3' };
const download = (name: string) => ({
  downloadURL: `registry.example/oss/v2/kubernetes/${name}-sysext:\${version}-\${SYSTEMD_ARCH}`,
});

/** A minor of which one of kubelet and kubectl must not be updated. */
export const lint: Lint = {
  id: 'hold-apart',
  severity: 'warning',
  title: 'Of kubelet and kubectl of one minor, one has <DO_NOT_UPDATE>, and the other has not',
  impact: 'The other one is bumped alone, and nodes run a pair that nobody has tested.',
  fix: 'Hold both, or none.',
  find: (facts) =>
    pairsOf(facts).flatMap(({ file, component, other, minor, held }) => {
      if (held.length === 0 || other.open.length === 0) return [];
      const [first] = other.open;
      const message = `${component} ${minor} has <DO_NOT_UPDATE>, and ${other.component} ${minor} is bumped from ${first?.latestVersion}`;
      return held.map(({ path }) => ({ place: { file, path: [...path, 'renovateTag'] }, message }));
    }),
  fires: {
    manifest: manifest(
      pack('kubelet', [HELD], download('kubelet')),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')], download('kubectl')),
    ),
  },
  silent: {
    manifest: manifest(pack('kubelet', [HELD], download('kubelet')), pack('kubectl', [HELD], download('kubectl'))),
  },
};
