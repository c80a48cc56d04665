import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Slots and annotations that no manager matches. */
export const lint: Lint = {
  id: 'not-extracted',
  severity: 'error',
  title: 'No manager matches a sysext slot or an annotation',
  impact: 'It is pinned for good, and nothing says so.',
  fix: 'Remove what keeps managers from the file, if the message names it; else extend the default preset. For values without revision and distro, `presets/revisionless(<distro>)` beside it; for annotations, `presets/annotations`.',
  find: (facts) => problemsOf(facts, 'not-extracted', 'manifest-untracked'),
  fires: { config: { extends: [PRESET.replace('#', '//presets/rules#')] } },
  silent: {},
};
