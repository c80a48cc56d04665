import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

const docker = PRESET.replace('#', '//presets/docker#');

/** Pinned digests where a value has no place for one. */
export const lint: Lint = {
  id: 'digest-pinned',
  severity: 'error',
  title: 'Digests are pinned for a value without an architecture',
  impact: 'No registry has a digest for such a value, and Renovate drops every update of it without a warning.',
  fix: 'Extend docker:pinDigests, or config:best-practices with it, before the presets of aks-sysext-renovate; in rules of your own set pinDigests to false for sysexts.',
  find: ({ inspection }) =>
    inspection.sysexts
      .filter(({ pinsDigest }) => pinsDigest)
      .map(({ file, packageName, currentValue }) => ({
        place: { file, text: packageName },
        message: `${packageName} ${currentValue}: pinDigests is true, and the docker datasource looks it up`,
      })),
  fires: { config: { extends: [PRESET, docker, 'docker:pinDigests'] } },
  silent: { config: { extends: ['docker:pinDigests', PRESET, docker] } },
};
