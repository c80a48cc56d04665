import { ruleAt } from '../config-place.ts';
import { manifest, PRESET, pack, slot } from '../examples.ts';
import type { Lint } from '../lint.ts';

const MANIFEST = manifest(
  pack('kubelet', [slot('kubelet', 'v1.34.10-1-azlinux3')]),
  pack('kubectl', [slot('kubectl', 'v1.34.10-1-azlinux3')]),
);
const KUBELET = { matchPackageNames: ['/\\/kubelet-sysext$/'] };

/** Rules without an effect, because a later rule sets the same options for the same dependencies. */
export const lint: Lint = {
  id: 'rule-hidden',
  severity: 'warning',
  title: 'A later package rule overrides all of a package rule',
  impact: 'The later rule always applies, and changes of the overridden rule do not have an effect.',
  fix: 'Remove the overridden rule, or move it after the later one.',
  find: ({ inspection }) =>
    inspection.rules.flatMap(({ index, hiddenBy }) =>
      hiddenBy === null
        ? []
        : [
            {
              place: ruleAt(inspection, index),
              message: `packageRules[${hiddenBy}] overrides every option of packageRules[${index}] for every dependency that it matches`,
            },
          ],
    ),
  invalid: {
    manifest: MANIFEST,
    config: {
      extends: [PRESET],
      packageRules: [
        { ...KUBELET, automerge: true },
        { matchPackageNames: ['/-sysext$/'], automerge: false },
      ],
    },
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message: 'packageRules[1] overrides every option of packageRules[0] for every dependency that it matches',
      },
    ],
  },
  valid: {
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
