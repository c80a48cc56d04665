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
  description: `Block bumps into and out of long-term-support builds, which have patches of ${FIRST_LTS_PATCH} and above`,
  facts: { after: AFTER_RULES },
  packageRules: [
    stayAmong(GRAMMAR.ltsPatch, 'Keep slots with a long-term-support build on such builds'),
    stayAmong(GRAMMAR.upstreamPatch, 'Keep other slots on other builds'),
  ],
};
