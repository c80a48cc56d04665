import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Base branches that do not exist. */
export const lint: Lint = {
  id: 'base-branch-missing',
  severity: 'error',
  title: 'A base branch does not exist',
  impact: 'Renovate skips the branch. If none of the base branches exists, Renovate does not open any pull request.',
  fix: 'Correct baseBranchPatterns ("$default" is the default branch), or fetch the branch if the clone does not have it.',
  find: ({ inspection, answer }) =>
    answer.missingBranches.map((pattern) => ({
      place: { file: inspection.file, text: JSON.stringify(pattern) },
      message: `${JSON.stringify(pattern)} does not match any branch of this clone`,
    })),
  invalid: {
    branches: ['main'],
    config: { extends: [PRESET], baseBranchPatterns: ['nope'] },
    findings: [{ file: 'renovate.json', line: 6, message: '"nope" does not match any branch of this clone' }],
  },
  valid: { branches: ['main'], config: { extends: [PRESET], baseBranchPatterns: ['$default'] } },
};
