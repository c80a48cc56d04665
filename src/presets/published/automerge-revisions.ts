import { UPSTREAM } from '../parts/patterns.ts';
import { AFTER_RULES, type Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

const upstream = (field: string) => `$match(${field}, /^${UPSTREAM}-/).match`;

/**
 * A branch for each component and new value. Renovate reuses a branch with all of its edits. An earlier edit, of an update
 * that is no longer found, would be merged too.
 */
const BRANCH_TOPIC = '{{{depName}}}-{{{newValue}}}';

export const preset: Preset = {
  description:
    'Automerge bumps of the package revision, each component in its own pull request. Patches wait for a review',
  facts: { after: AFTER_RULES },
  packageRules: [
    {
      description: 'Automerge rebuilds of the same Kubernetes release',
      ...sysexts(),
      matchUpdateTypes: ['patch'],
      matchJsonata: [`${upstream('currentValue')} = ${upstream('newValue')}`],
      automerge: true,
      branchTopic: BRANCH_TOPIC,
      // For grouped updates, Renovate uses this topic.
      group: { branchTopic: BRANCH_TOPIC },
    },
  ],
};
