import { manifest, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { pairsOf } from '../pairs.ts';

/** Minors that only one of kubelet and kubectl has a slot for. */
export const lint: Lint = {
  id: 'minor-missing',
  severity: 'warning',
  title: 'Of kubelet and kubectl, one has a slot for a minor, and the other has none',
  impact: 'Nodes of that minor get one of the two from the image, and have to download the other.',
  fix: 'Add the slot that is missing, or correct its minor.',
  find: (facts) =>
    pairsOf(facts).flatMap(({ file, component, other, minor, open, held }) => {
      const own = [...open, ...held];
      if (own.length === 0 || other.open.length + other.held.length > 0 || other.list === undefined) return [];
      return [
        {
          place: { file, path: other.list },
          message: `${other.component} has no slot for ${minor}, and ${component} has ${own[0]?.latestVersion}`,
        },
      ];
    }),
  fires: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3'), slot('kubelet', 'v1.35.7-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
    ),
  },
  silent: {
    manifest: manifest(
      pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
      pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
    ),
  },
};
