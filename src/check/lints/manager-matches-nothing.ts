import { inConfig } from '../config-place.ts';
import { PRESET, REGISTRY } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Custom managers in the repository's own configuration that do not extract anything. Those of presets may be meant for
 * other repositories. */
export const lint: Lint = {
  id: 'manager-matches-nothing',
  severity: 'warning',
  title: 'A custom manager does not extract any dependency',
  impact: 'The versions that it should extract are never bumped, and Renovate does not report it.',
  fix: 'Correct managerFilePatterns or matchStrings, or remove the manager.',
  find: ({ answer, inspection }) => {
    const first = answer.customManagers.length - inspection.managers;
    return answer.customManagers.flatMap(({ name, matches }, index) =>
      matches > 0 || index < first
        ? []
        : [
            {
              place: inConfig(inspection, ['customManagers', index - first]),
              message: `${name} does not extract any dependency`,
            },
          ],
    );
  },
  invalid: {
    config: {
      extends: [PRESET],
      customManagers: [
        {
          customType: 'regex',
          managerFilePatterns: ['/versions\\.sh$/'],
          matchStrings: ['KUBELET=(?<currentValue>\\S+)'],
          depNameTemplate: `${REGISTRY.slice('https://'.length)}/oss/v2/kubernetes/kubelet-sysext`,
          datasourceTemplate: 'docker',
        },
      ],
    },
    findings: [{ file: 'renovate.json', line: 6, message: '/versions\\.sh$/ does not extract any dependency' }],
  },
  valid: {},
};
