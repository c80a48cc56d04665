import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** Base branches that do not exist. */
export const lint: Lint = {
  id: 'base-branch-missing',
  severity: 'error',
  severityNote: 'warn in a shallow clone, which does not have all branches',
  title: 'A base branch does not exist',
  leadsTo: 'Renovate skips it. If no base branch exists, there is no pull request at all.',
  mend: 'Correct baseBranchPatterns; "$default" stands for the default branch.',
  find: ({ inspection }) =>
    inspection.missingBranches.map(({ path, pattern, isSure }) => ({
      place: inConfig(inspection, path),
      message: `${JSON.stringify(pattern)} matches no branch ${isSure ? 'of the repository' : 'of this shallow clone'}`,
      ...(isSure ? {} : { severity: 'warn' as const }),
    })),
  fires: { branches: ['main'], config: { extends: [PRESET], baseBranchPatterns: ['nope'] } },
  silent: { branches: ['main'], config: { extends: [PRESET], baseBranchPatterns: ['$default'] } },
};
