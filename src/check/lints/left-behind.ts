import { PRESET, subPreset } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

const COMMENT = '# renovate: sysext=registry.example/oss/v2/kubernetes/kubelet-sysext';
const EXTENDED = { extends: [PRESET, subPreset('annotations')] };

/** Other occurrences of an annotated version, and hashes beside it, that an update does not change. */
export const lint: Lint = {
  id: 'left-behind',
  severity: 'warning',
  title: 'A bump of an annotated version leaves another occurrence or a hash unchanged',
  impact: 'After the bump, the file has two versions, or the hash of the replaced artifact.',
  fix: 'Annotate every occurrence of the version, or write the version once and refer to it. Remove a hash that is not updated.',
  find: (facts) => problemsOf(facts, 'left-behind'),
  invalid: {
    config: EXTENDED,
    files: { 'install.sh': `${COMMENT}\nKUBELET="v1.34.10-1-azlinux3"\ncp kubelet-v1.34.10-1-azlinux3.raw /opt\n` },
    findings: [
      {
        file: 'install.sh',
        line: 1,
        message: 'oss/v2/kubernetes/kubelet-sysext: v1.34.10-1-azlinux3 also stands on line 3, where it stays',
        fix: 'Annotate the version there.',
      },
    ],
  },
  valid: {
    config: EXTENDED,
    files: { 'install.sh': `${COMMENT}\nKUBELET="v1.34.10-1-azlinux3"\ncp "kubelet-$KUBELET.raw" /opt\n` },
  },
};
