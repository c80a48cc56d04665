import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Renovate's words for a preset that has no place to be relative to. */
export const RELATIVE = /^relative preset/;

/** Presets that cannot be had. */
export const lint: Lint = {
  id: 'preset-unresolved',
  severity: 'error',
  title: 'A preset cannot be had',
  leadsTo: 'Where the bot cannot read it either, it opens an issue about it, and no pull request at all.',
  mend: 'Correct the name if it is wrong. Where the preset could not be fetched from here: make its forge reachable (RENOVATE_PLATFORM, RENOVATE_ENDPOINT, RENOVATE_TOKEN), or name a checkout with --preset OWNER/NAME=PATH.',
  find: ({ inspection }) =>
    inspection.presets.flatMap(({ name, via, error }) =>
      error === null || RELATIVE.test(error)
        ? []
        : [{ place: inConfig(inspection, via), message: `${name}: ${words(error)}` }],
    ),
  fires: { config: { extends: [`${PRESET.replace('#', '//presets/no-such-preset#')}`] } },
  silent: {},
};

function words(error: string): string {
  return error === 'dep not found' ? 'there is no such preset, or it is not to be seen from here' : error;
}
