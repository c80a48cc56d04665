import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Arguments of a preset that do not stand at its end. */
export const lint: Lint = {
  id: 'preset-arguments',
  severity: 'error',
  title: 'The arguments of a preset do not stand at its end',
  leadsTo:
    'Renovate takes everything behind the bracket for the arguments, without its last character, and no tag is pinned.',
  mend: 'Write the tag first: `github>org/repository//preset#1.0.0(argument)`.',
  find: ({ inspection }) =>
    inspection.presets
      .filter(({ name }) => name.includes('(') && !name.endsWith(')'))
      .map(({ name, via }) => ({ place: inConfig(inspection, via), message: `${name} does not end in its arguments` })),
  fires: { config: { extends: [PRESET, PRESET.replace('#', '//presets/owners(team:nodes)#')] } },
  silent: { config: { extends: [PRESET, `${PRESET.replace('#', '//presets/owners#')}(team:nodes)`] } },
};
