import { CATALOGUE } from '../../presets/catalogue.ts';
import { isOurs } from '../../presets/names.ts';
import { inConfig } from '../config-place.ts';
import { subPreset } from '../examples.ts';
import type { Found, Lint } from '../lint.ts';
import { nearestName } from '../nearest.ts';

/** Renovate's error for a relative preset outside a preset. */
export const RELATIVE = /^relative preset/;

/** Presets that cannot be fetched. */
export const lint: Lint = {
  id: 'preset-unresolved',
  severity: 'error',
  title: 'A preset cannot be fetched',
  impact: 'If the bot cannot fetch the preset either, it opens an issue about it, and stops opening pull requests.',
  fix: 'Correct the name. If the name is correct, make its platform reachable (RENOVATE_PLATFORM, RENOVATE_ENDPOINT, RENOVATE_TOKEN), or pass a checkout with --preset OWNER/NAME=PATH.',
  find: ({ inspection }) =>
    inspection.presets.flatMap(({ name, via, error }) =>
      error === null || RELATIVE.test(error)
        ? []
        : [{ place: inConfig(inspection, via), message: `${name}: ${describe(error)}`, ...fixFor(name, error) }],
    ),
  invalid: {
    config: { extends: [subPreset('no-such-preset')] },
    findings: [
      {
        file: 'renovate.json',
        line: 3,
        message:
          'github>your-org/aks-sysext-renovate//presets/no-such-preset#1.0.0: the preset does not exist, or is not accessible',
        fix: 'Write one of presets/annotations, presets/arm64-only, presets/automerge-revisions, presets/docker, presets/lts-hold, presets/owners, presets/per-minor, presets/revisionless, presets/rules, presets/with-packages, presets/x86-64-only.',
      },
    ],
  },
  valid: {},
};

/** Renovate's error for a preset that does not exist or is not accessible. */
const NOT_FOUND = 'dep not found';

/** Renovate's errors for invalid names and invalid presets. */
const INVALID = ['invalid preset', 'preset not found', 'prohibited sub-preset', 'invalid preset JSON'];

function describe(error: string): string {
  return error === NOT_FOUND ? 'the preset does not exist, or is not accessible' : error;
}

function fixFor(name: string, error: string): Pick<Found, 'fix'> {
  if (isOurs(name)) {
    const path = /\/\/([^#(]+)/.exec(name)?.[1];
    const known = Object.keys(CATALOGUE).map((file) => file.replace(/\.json$/, ''));
    const near = path === undefined ? undefined : nearestName(path, known);
    if (near !== undefined) return { fix: `Did you mean ${near}? Write ${name.replace(`//${path}`, `//${near}`)}.` };
    const presets = known.filter((one) => one !== 'default').join(', ');
    return { fix: path === undefined ? 'Correct the name.' : `Write one of ${presets}.` };
  }
  if (error === NOT_FOUND || INVALID.includes(error)) return {};
  return { fix: 'Retry from a network that reaches the preset, or with --snapshot. The name may be correct.' };
}
