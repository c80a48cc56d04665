import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemFound, problemsIn } from '../problems.ts';

const FOR_ANNOTATIONS =
  'Do what the message says. The comment needs a line of its own, the value stands on the next line, and `presets/annotations` is extended.';

/** Slots and annotations that no manager matches. */
export const lint: Lint = {
  id: 'not-extracted',
  severity: 'error',
  title: 'No manager matches a sysext slot or an annotation',
  impact: 'It is pinned for good, and nothing says so.',
  fix: 'Remove what keeps managers from the file, if the message names it; else extend the default preset. For values without revision and distro, extend `presets/revisionless(<distro>)` beside it.',
  find: (facts) =>
    problemsIn(facts, 'not-extracted', 'untracked')
      .filter(({ message }) => !message.includes('not of the grammar'))
      .map((problem) => ({
        ...problemFound(facts, problem),
        // Annotations are found by their line.
        ...(problem.line === undefined ? {} : { fix: FOR_ANNOTATIONS }),
      })),
  fires: { config: { extends: [PRESET.replace('#', '//presets/rules#')] } },
  silent: {},
};
