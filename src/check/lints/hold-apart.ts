import { download, manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { pairsOf } from '../pairs.ts';

const HELD = { renovateTag: '<DO_NOT_UPDATE>', latestVersion: 'v1.34.9-2-azlinux3' };

/** Minors of which only one of kubelet and kubectl is held. */
export const lint: Lint = {
  id: 'hold-apart',
  severity: 'warning',
  title: 'Only one of kubelet and kubectl of a minor has <DO_NOT_UPDATE>',
  impact: 'The other one is bumped alone, and nodes run an untested pair.',
  fix: 'Write <DO_NOT_UPDATE> in both slots, or in neither of them.',
  find: (facts) =>
    pairsOf(facts).flatMap(({ file, component, other, minor, held }) => {
      if (held.length === 0 || other.open.length === 0) return [];
      const [first] = other.open;
      const message = `${component} ${minor} has <DO_NOT_UPDATE>, but ${other.component} ${minor} is bumped from ${first?.latestVersion}`;
      return held.map(({ path }) => ({ place: { file, path: [...path, 'renovateTag'] }, message }));
    }),
  invalid: {
    manifest: manifest(
      pack('kubelet', [HELD], download('kubelet')),
      pack('kubectl', [slot('kubectl', 'v1.34.9-5-azlinux3')], download('kubectl')),
    ),
    findings: [
      {
        file: 'components.json',
        line: 10,
        message: 'kubelet 1.34 has <DO_NOT_UPDATE>, but kubectl 1.34 is bumped from v1.34.9-5-azlinux3',
      },
    ],
  },
  valid: {
    manifest: manifest(pack('kubelet', [HELD], download('kubelet')), pack('kubectl', [HELD], download('kubectl'))),
  },
};
