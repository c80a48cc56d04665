import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Base branches that do not exist. */
export const lint: Lint = {
  id: 'base-branch-missing',
  severity: 'error',
  title: 'A base branch does not exist',
  impact: 'Renovate skips it. If no base branch exists, there is no pull request at all.',
  fix: 'Correct baseBranchPatterns ("$default" stands for the default branch), or fetch the branch if the clone does not have it.',
  find: ({ inspection, answer }) =>
    answer.missingBranches.map((pattern) => ({
      place: { file: inspection.file, text: JSON.stringify(pattern) },
      message: `${JSON.stringify(pattern)} matches no branch that git has here`,
    })),
  fires: { branches: ['main'], config: { extends: [PRESET], baseBranchPatterns: ['nope'] } },
  silent: { branches: ['main'], config: { extends: [PRESET], baseBranchPatterns: ['$default'] } },
};
