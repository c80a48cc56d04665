import type { Plan } from '../analysis/schema.ts';
import { oneLine } from './escape.ts';

/**
 * Joins the diffs of a plan for `git apply`. Each has a line with the branch of its pull request above it, which git
 * ignores.
 */
export function planDiff({ pullRequests }: Plan): string {
  return pullRequests.map(({ branch, diff }) => (diff === '' ? '' : `# ${oneLine(branch)}\n${diff}`)).join('');
}
