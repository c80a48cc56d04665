import { SLOT_VERSION, SYSEXTS } from '../parts/patterns.ts';
import { AFTER_RULES, type PackageRule, type Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

/** The most owners that the preset takes. */
const MAX_OWNERS = 10;

const OWNERS = Array.from({ length: MAX_OWNERS }, (_, index) => `{{arg${index}}}`);

/**
 * The owners up to one of them, if that one is given: a later rule replaces the owners of an earlier one.
 * Of an argument that is not given, Renovate leaves the placeholder.
 */
function upTo(owner: string, index: number): PackageRule {
  const owners = OWNERS.slice(0, index + 1);
  return {
    description: `Owner ${index + 1} of sysexts`,
    ...sysexts(SYSEXTS, SLOT_VERSION),
    matchJsonata: [`$substringBefore("${owner}", "{{") != ""`],
    reviewers: owners,
    assignees: owners,
  };
}

export const preset: Preset = {
  description: `Requests reviews of sysext pull requests from {{args}}, and assigns them: up to ${MAX_OWNERS} users, or team:<slug> for a team on GitHub, separated by commas (beside the default preset, after it)`,
  facts: { parameters: { min: 1, max: MAX_OWNERS, example: 'alice' }, after: AFTER_RULES },
  packageRules: OWNERS.map(upTo),
};
