import { OWN_FILES } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** A configuration that is not part of the repository yet. */
export const lint: Lint = {
  id: 'config-untracked',
  severity: 'warning',
  title: 'A configuration is not tracked by git',
  impact: 'Renovate reads what is committed: without it, or by another file.',
  fix: 'Run "git add" with its name.',
  find: ({ untracked }) =>
    OWN_FILES.filter((name) => untracked.includes(name)).map((name) => ({
      place: { file: name },
      message: `git does not track ${name}`,
    })),
  fires: { branches: ['main'], untracked: { 'renovate.json5': { extends: [PRESET] } } },
  silent: { branches: ['main'] },
};
