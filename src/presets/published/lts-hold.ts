import { AFTER_RULES, type Combination } from '../parts/combination.ts';
import { heldVersions, SYSEXTS, slotVersion } from '../parts/patterns.ts';
import type { PackageRule, Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

/** Patches of AKS long-term-support builds: 100 and above. */
const LTS = '[1-9]\\d{2,14}';

/** All other patches. */
const UPSTREAM = '(?:0|[1-9]\\d?)';

function stayAmong(patch: string, description: string): PackageRule {
  return {
    description,
    ...sysexts(SYSEXTS, slotVersion(patch)),
    allowedVersions: heldVersions(patch),
  };
}

export const preset: Preset = {
  description:
    'No jump into or out of long-term-support builds, patches of 100 and above (beside the default preset, after it)',
  packageRules: [
    stayAmong(LTS, 'A slot on a long-term-support build stays on those'),
    stayAmong(UPSTREAM, 'Any other slot stays off them'),
  ],
};

export const combination: Combination = { after: AFTER_RULES };
