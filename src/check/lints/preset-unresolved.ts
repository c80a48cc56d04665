import { CATALOGUE } from '../../presets/catalogue.ts';
import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';
import { nearestName } from '../nearest.ts';
import { isOurs } from '../ours.ts';

/** Renovate's words for a preset that has nothing to be relative to. */
export const RELATIVE = /^relative preset/;

/** Presets that cannot be fetched. */
export const lint: Lint = {
  id: 'preset-unresolved',
  severity: 'error',
  title: 'A preset cannot be fetched',
  impact: 'Where the bot cannot read it either, it opens an issue about it, and no pull request at all.',
  fix: 'Correct the name if it is wrong. Where the preset could not be fetched from here: make its forge reachable (RENOVATE_PLATFORM, RENOVATE_ENDPOINT, RENOVATE_TOKEN), or pass a checkout with --preset OWNER/NAME=PATH.',
  find: ({ inspection }) =>
    inspection.presets.flatMap(({ name, via, error }) =>
      error === null || RELATIVE.test(error)
        ? []
        : [{ place: inConfig(inspection, via), message: `${name}: ${words(error)}`, ...mendFor(name, error) }],
    ),
  fires: { config: { extends: [`${PRESET.replace('#', '//presets/no-such-preset#')}`] } },
  silent: {},
};

/** Renovate's word for a preset that does not exist, or is not visible. */
const NOT_FOUND = 'dep not found';

/** Its words for what is wrong with a name, or in a preset's repository. */
const WRONG = ['invalid preset', 'preset not found', 'prohibited sub-preset', 'invalid preset JSON'];

function words(error: string): string {
  return error === NOT_FOUND ? 'there is no such preset, or it is not visible from here' : error;
}

function mendFor(name: string, error: string): Pick<Found, 'fix'> {
  if (isOurs(name)) {
    const path = /\/\/([^#(]+)/.exec(name)?.[1];
    const known = Object.keys(CATALOGUE).map((file) => file.replace(/\.json$/, ''));
    const near = path === undefined ? undefined : nearestName(path, known);
    if (near !== undefined) return { fix: `Did you mean ${near}? Write ${name.replace(`//${path}`, `//${near}`)}.` };
    const presets = known.filter((one) => one !== 'default').join(', ');
    return { fix: path === undefined ? 'Correct the name.' : `Name one of ${presets}.` };
  }
  if (error === NOT_FOUND || WRONG.includes(error)) return {};
  return { fix: 'Run it where the preset can be fetched, or with --snapshot; the name may well be right.' };
}
