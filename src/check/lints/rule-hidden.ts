import { ruleAt } from '../config-place.ts';
import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
  pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
);
const KUBELET = { matchPackageNames: ['/\\/kubelet-sysext$/'] };

/** Rules of which nothing is left, because a later one says all the same fields of all the same dependencies. */
export const lint: Lint = {
  id: 'rule-hidden',
  severity: 'warning',
  title: 'A package rule is wholly hidden by a later one',
  impact: 'The later rule decides in every case; whoever edits the hidden one wonders why nothing happens.',
  fix: 'Take the hidden rule out, or move it behind the other.',
  find: ({ inspection }) =>
    inspection.rules.flatMap(({ index, hiddenBy }) =>
      hiddenBy === null
        ? []
        : [
            {
              place: ruleAt(inspection, index),
              message: `packageRules[${hiddenBy}] says all that packageRules[${index}] says, of all that it matches`,
            },
          ],
    ),
  fires: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [
        { ...KUBELET, automerge: true },
        { matchPackageNames: ['/-sysext$/'], automerge: false },
      ],
    },
  },
  silent: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: ['/-sysext$/'], automerge: false },
        { ...KUBELET, automerge: true },
      ],
    },
  },
};
