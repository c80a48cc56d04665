import { FIRST_LTS_PATCH } from '../../sysext/release.ts';
import { GRAMMAR } from '../../sysext/tag.ts';
import { heldVersions, SYSEXTS, slotVersion } from '../parts/patterns.ts';
import { AFTER_RULES, type PackageRule, type Preset } from '../parts/preset.ts';
import { sysexts } from '../parts/selectors.ts';

function stayAmong(patch: string, description: string): PackageRule {
  return {
    description,
    ...sysexts(SYSEXTS, slotVersion(patch)),
    allowedVersions: heldVersions(patch),
  };
}

export const preset: Preset = {
  description: `No jump into or out of long-term-support builds, patches of ${FIRST_LTS_PATCH} and above (beside the default preset, after it)`,
  facts: { after: AFTER_RULES },
  packageRules: [
    stayAmong(GRAMMAR.ltsPatch, 'A slot on a long-term-support build stays on those'),
    stayAmong(GRAMMAR.upstreamPatch, 'Any other slot stays off them'),
  ],
};
