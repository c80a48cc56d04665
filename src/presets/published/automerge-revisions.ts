import { UPSTREAM } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

const upstream = (field: string) => `$match(${field}, /^${UPSTREAM}-/).match`;

/**
 * A branch for each component and new value. Renovate reuses a branch whatever else is still in it: were there another
 * edit in it, of an update that is not found this time, it would be merged too.
 */
const BRANCH_TOPIC = '{{{depName}}}-{{{newValue}}}';

export const preset: Preset = {
  description:
    'Automerges bumps of the packaging revision alone, each component in a pull request of its own; patches wait for a review (beside the default preset, after it)',
  facts: { after: AFTER_RULES },
  packageRules: [
    {
      description: 'Rebuilds of the same Kubernetes release',
      ...sysexts(),
      matchUpdateTypes: ['patch'],
      matchJsonata: [`${upstream('currentValue')} = ${upstream('newValue')}`],
      automerge: true,
      branchTopic: BRANCH_TOPIC,
      // Of a group, Renovate uses this one.
      group: { branchTopic: BRANCH_TOPIC },
    },
  ],
};
