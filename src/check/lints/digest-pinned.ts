import { PRESET, subPreset } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Pinned digests for values that cannot hold one. */
export const lint: Lint = {
  id: 'digest-pinned',
  severity: 'error',
  title: 'Digests are pinned for a value without an architecture',
  impact:
    'The registry does not have a digest for a tag without an architecture, and Renovate drops every update of the value without a warning.',
  fix: 'Extend docker:pinDigests, or config:best-practices, which includes it, before the presets of aks-sysext-renovate. In your own rules, set pinDigests to false for sysexts.',
  find: ({ inspection }) =>
    inspection.sysexts
      .filter(({ pinsDigest }) => pinsDigest)
      .map(({ file, packageName, currentValue }) => ({
        place: { file, text: packageName },
        message: `${packageName} ${currentValue}: pinDigests is true for a tag without an architecture`,
      })),
  invalid: {
    config: { extends: [PRESET, subPreset('docker'), 'docker:pinDigests'] },
    findings: [
      {
        file: 'components.json',
        line: 1,
        message:
          'registry.example/oss/v2/kubernetes/kubelet-sysext v1.34.10-1-azlinux3: pinDigests is true for a tag without an architecture',
      },
    ],
  },
  valid: { config: { extends: ['docker:pinDigests', PRESET, subPreset('docker')] } },
};
