import { SLOT_VERSION, SYSEXTS } from '../parts/patterns.ts';
import { AFTER_RULES, type PackageRule, type Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

/** The most owners that the preset accepts. */
const MAX_OWNERS = 10;

const OWNERS = Array.from({ length: MAX_OWNERS }, (_, index) => `{{arg${index}}}`);

/**
 * Sets the owners up to one of them if that one is given. A later rule replaces the owners of an earlier one. Renovate
 * leaves the placeholder of an argument that is not given.
 */
function upTo(owner: string, index: number): PackageRule {
  const owners = OWNERS.slice(0, index + 1);
  return {
    description: `Request reviews from ${index + 1} ${index === 0 ? 'owner' : 'owners'}`,
    ...sysexts(SYSEXTS, SLOT_VERSION),
    matchJsonata: [`$substringBefore("${owner}", "{{") != ""`],
    reviewers: owners,
    assignees: owners,
  };
}

export const preset: Preset = {
  description: `Request reviews of sysext pull requests from {{args}} and assign them: up to ${MAX_OWNERS} users, or team:<slug> for a team on GitHub, separated by commas`,
  facts: { parameters: { min: 1, max: MAX_OWNERS, example: 'alice' }, after: AFTER_RULES },
  packageRules: OWNERS.map(upTo),
};
