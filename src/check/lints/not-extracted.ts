import { subPreset } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemFound, problemsIn } from '../problems.ts';

const FOR_ANNOTATIONS =
  'Follow the message. The comment must be alone on its line, the value must be on the next line, and `presets/annotations` must be extended.';

/** Slots and annotations that are not extracted by any manager. */
export const lint: Lint = {
  id: 'not-extracted',
  severity: 'error',
  title: 'A sysext slot or an annotation is not extracted by any manager',
  impact: 'The version is never bumped, and Renovate does not report it.',
  fix: 'Remove the setting that excludes the file, if the message names one. Otherwise, extend the default preset. For values without revision and distro, also extend `presets/revisionless(<distro>)`.',
  find: (facts) =>
    problemsIn(facts, 'not-extracted', 'manifest-untracked').map((problem) => ({
      ...problemFound(facts, problem),
      // Annotations are found by their line.
      ...(problem.line === null || problem.fix !== null ? {} : { fix: FOR_ANNOTATIONS }),
    })),
  invalid: {
    config: { extends: [subPreset('rules')] },
    findings: [
      {
        file: 'components.json',
        line: 11,
        message: 'kubelet 1.34: no manager extracts the slot: no custom manager reads the file',
        fix: 'Extend the default preset.',
      },
    ],
  },
  valid: {},
};
