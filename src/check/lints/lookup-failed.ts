import { KUBELET_TAGS } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { problemsOf } from '../problems.ts';

/** Lookups that failed, which Renovate keeps to its log. */
export const lint: Lint = {
  id: 'lookup-failed',
  severity: 'error',
  incomplete: true,
  title: 'A lookup fails',
  leadsTo: 'Renovate ends with exit code 0 and a warning in its log: a wrong path looks like nothing to update.',
  mend: 'Correct the registry or the repository in the renovateTag; a registry with pages or a login needs presets/docker.',
  asksRegistry: 'as a plan',
  find: (facts) => problemsOf(facts, 'lookup-failed', 'skipped'),
  fires: { tags: {} },
  silent: { tags: KUBELET_TAGS },
};
