import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

const COMMENT = '# renovate: sysext=registry.example/oss/v2/kubernetes/kubelet-sysext';
const EXTENDED = { extends: [PRESET, PRESET.replace('#', '//presets/annotations#')] };

/** Other places of an annotated version, and hashes beside it, which an update does not change. */
export const lint: Lint = {
  id: 'left-behind',
  severity: 'warning',
  title: 'A version or a hash stays behind when an annotated version is bumped',
  impact: 'The file names two versions after the bump, or a hash of the artifact that was replaced.',
  fix: 'Annotate each place of the version, or write it once and refer to it. Remove a hash that nothing updates.',
  find: (facts) => problemsOf(facts, 'left-behind'),
  fires: {
    config: EXTENDED,
    files: { 'install.sh': `${COMMENT}\nKUBELET="v1.34.10-1-azlinux3"\ncp kubelet-v1.34.10-1-azlinux3.raw /opt\n` },
  },
  silent: {
    config: EXTENDED,
    files: { 'install.sh': `${COMMENT}\nKUBELET="v1.34.10-1-azlinux3"\ncp "kubelet-$KUBELET.raw" /opt\n` },
  },
};
