import { isOurs } from '../../presets/names.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Presets of this project in another release than the one that is used here. */
export const lint: Lint = {
  id: 'preset-other-release',
  severity: 'warn',
  title: 'A preset of aks-sysext-renovate is pinned to another release than the one that is checked',
  impact:
    'The bot uses the pinned release: its plan and its findings may differ. If there is no such tag, it opens no pull request.',
  fix: 'Check with that release of aks-sysext-renovate, give its presets with --preset, or pin the release of this one.',
  find: ({ inspection, release }) =>
    inspection.presets.flatMap(({ name, via, nested }) => {
      const tag = /#([^(]*)/.exec(name)?.[1];
      if (nested || !isOurs(name) || tag === undefined || release === null || isSame(tag, release)) return [];
      return [{ place: inConfig(inspection, via), message: `${name} is pinned, and ${release} is checked` }];
    }),
  fires: { config: { extends: [PRESET.replace(/#.*/, '#99.0.0')] } },
  silent: {},
};

/** The tag of a major version moves with its releases. */
function isSame(tag: string, release: string): boolean {
  return [release, release.replace(/\..*/, '')].includes(tag.replace(/^v(?=\d)/, ''));
}
