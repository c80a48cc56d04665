import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Slots that no manager takes. */
export const lint: Lint = {
  id: 'not-extracted',
  severity: 'error',
  title: 'No manager takes a sysext slot',
  leadsTo: 'It is pinned for good, and nothing says so.',
  mend: 'Remove what keeps managers from the file, if the message names it; else extend the default preset. For values without revision and distro, `presets/revisionless(<distro>)` beside it.',
  find: (facts) =>
    problemsOf(facts, 'not-extracted', 'untracked').filter(({ message }) => !message.includes('not of the grammar')),
  fires: { config: { extends: [PRESET.replace('#', '//presets/rules#')] } },
  silent: {},
};
