import { AFTER_RULES, type Combination } from '../parts/combination.ts';
import { SLOT_VERSION, SYSEXTS } from '../parts/patterns.ts';
import type { Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

export const preset: Preset = {
  description:
    'Asks {{arg0}} for a review of sysext pull requests and assigns it: a user, or team:<slug> for a team on GitHub (beside the default preset, after it)',
  packageRules: [
    {
      description: 'Sysexts are reviewed by {{arg0}}',
      ...sysexts(SYSEXTS, SLOT_VERSION),
      reviewers: ['{{arg0}}'],
      assignees: ['{{arg0}}'],
    },
  ],
};

export const combination: Combination = { after: AFTER_RULES };
