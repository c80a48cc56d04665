import type { Plan } from '../analysis/schema.ts';
import { oneLine } from './escape.ts';

/**
 * The diffs of a plan alone, byte for byte as `git apply` takes them: each below a line with its pull request's branch,
 * which git skips.
 */
export function planDiff({ pullRequests }: Plan): string {
  return pullRequests.map(({ branch, diff }) => (diff === '' ? '' : `# ${oneLine(branch)}\n${diff}`)).join('');
}
