import { inConfig } from '../config-place.ts';
import { KUBELET_TAGS, PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';

/** A run that Renovate gave up, for a reason that no other lint names. */
export const lint: Lint = {
  id: 'renovate-failed',
  severity: 'error',
  incomplete: true,
  title: 'Renovate gives the repository up',
  leadsTo: 'It opens no pull request at all.',
  mend: 'Look at the other findings first; then at what `plan --verbose` shows of its log.',
  find: ({ answer, inspection }) =>
    answer.failure === undefined ? [] : [{ place: inConfig(inspection, []), message: answer.failure.message }],
  fires: {
    tags: KUBELET_TAGS,
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], allowedVersions: 'not/a range' }],
    },
  },
  silent: {},
};
