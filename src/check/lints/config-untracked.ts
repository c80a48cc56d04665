import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Configuration files that are not part of the repository yet. */
export const lint: Lint = {
  id: 'config-untracked',
  severity: 'warning',
  title: 'A configuration file is not tracked by git',
  impact: 'Renovate reads committed files only: it runs without this configuration, or with another file.',
  fix: 'Add the file with `git add`.',
  find: ({ answer }) =>
    answer.checkout.untracked
      .filter(({ ignored }) => !ignored)
      .map(({ file }) => ({ place: { file }, message: `${file} is not tracked by git` })),
  invalid: {
    branches: ['main'],
    untracked: { 'renovate.json5': { extends: [PRESET] } },
    findings: [{ file: 'renovate.json5', line: 1, message: 'renovate.json5 is not tracked by git' }],
  },
  valid: { branches: ['main'], files: { 'renovate.json5': { extends: [PRESET] } } },
};
