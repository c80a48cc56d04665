import { isOurs } from '../../presets/names.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Presets of this project that are pinned to another release than the checked one. */
export const lint: Lint = {
  id: 'preset-other-release',
  severity: 'warning',
  title: 'A preset of aks-sysext-renovate is pinned to another release than the checked one',
  impact:
    'The bot uses the pinned release, with which the plan and the findings may differ. If the tag does not exist, the bot does not open any pull request.',
  fix: 'Check with that release of aks-sysext-renovate, pass its presets with --preset, or pin the checked release.',
  find: ({ inspection, release }) =>
    inspection.presets.flatMap(({ name, via, nested }) => {
      const tag = /#([^(]*)/.exec(name)?.[1];
      if (nested || !isOurs(name) || tag === undefined || release === null || isSame(tag, release)) return [];
      return [
        { place: inConfig(inspection, via), message: `${name} is pinned, but the checked release is ${release}` },
      ];
    }),
  invalid: {
    config: { extends: [PRESET.replace(/#.*/, '#99.0.0')] },
    findings: [
      {
        file: 'renovate.json',
        line: 3,
        message: 'github>your-org/aks-sysext-renovate#99.0.0 is pinned, but the checked release is 1.0.0',
      },
    ],
  },
  valid: {},
};

/** The tag of a major version moves with its releases. */
function isSame(tag: string, release: string): boolean {
  return [release, release.replace(/\..*/, '')].includes(tag.replace(/^v(?=\d)/, ''));
}
