import { manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { pairsOf } from '../pairs.ts';

/** Minors for which only one of kubelet and kubectl has a slot. */
export const lint: Lint = {
  id: 'minor-missing',
  severity: 'warning',
  title: 'Only one of kubelet and kubectl has a slot for a minor',
  impact: 'Nodes of that minor get one of the two from the image, and must download the other one.',
  fix: 'Add the missing slot, or correct its minor.',
  find: (facts) =>
    pairsOf(facts).flatMap(({ file, component, other, minor, open, held }) => {
      const own = [...open, ...held];
      if (own.length === 0 || other.open.length + other.held.length > 0 || other.list === undefined) return [];
      return [
        {
          place: { file, path: other.list },
          message: `${other.component} does not have a slot for ${minor}, but ${component} has ${own[0]?.latestVersion}`,
        },
      ];
    }),
  invalid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
    ),
    findings: [
      {
        file: 'components.json',
        line: 27,
        message: 'kubectl does not have a slot for 1.35, but kubelet has v1.35.7-1-azlinux3',
      },
    ],
  },
  valid: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
    ),
  },
};
