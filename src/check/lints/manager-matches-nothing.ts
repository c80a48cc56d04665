import { inConfig } from '../config-place.ts';
import { PRESET, REGISTRY } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Custom managers of the repository's own file that take nothing. One that a preset brings may be for others. */
export const lint: Lint = {
  id: 'manager-matches-nothing',
  severity: 'warning',
  title: 'A custom manager takes nothing in the repository',
  impact: 'What it is meant for is never bumped, and nothing says so.',
  fix: 'Correct its managerFilePatterns or its matchStrings, or take it out.',
  find: ({ answer, inspection }) => {
    const first = answer.customManagers.length - inspection.managers;
    return answer.customManagers.flatMap(({ name, matches }, index) =>
      matches > 0 || index < first
        ? []
        : [{ place: inConfig(inspection, ['customManagers', index - first]), message: `${name}: takes nothing` }],
    );
  },
  fires: {
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
  },
  silent: {},
};
