import type { PullRequest, Reason } from '../analysis/schema.ts';
import { FIRST_LTS_PATCH } from '../sysext/release.ts';

/** The label and the meaning of each reason. */
export const REASON_WORDS = {
  'other-distro': { label: 'other distro', meaning: 'Built from another distro. Switching distro is a manual change.' },
  'missing-arch': { label: 'arch missing', meaning: 'Not published for every required architecture.' },
  'other-minor': { label: 'other minor', meaning: 'Belongs to another Kubernetes minor than the slot.' },
  prerelease: { label: 'pre-release', meaning: 'An alpha, beta or release candidate.' },
  malformed: { label: 'malformed', meaning: 'Not a valid sysext tag.' },
  lts: { label: 'LTS', meaning: `A long-term-support build: patch ${FIRST_LTS_PATCH} and above.` },
  'not-newer': { label: 'not newer', meaning: 'Not newer than the current or the proposed version of the slot.' },
  disabled: { label: 'disabled', meaning: 'Found by Renovate, and disabled by a rule of the configuration.' },
} as const satisfies Record<Reason, { label: string; meaning: string }>;

/** The conditions that delay a pull request. */
export const WAIT_WORDS = {
  'group-size': 'more updates in its group',
  'pending-checks': 'pending checks',
  'silent-mode': 'the end of silent mode',
  approval: 'approval on the dashboard',
  schedule: 'its schedule',
  'status-checks': 'the status checks of its branch',
  'pull-request-approval': 'approval of the pull request on the dashboard',
  'branch-automerge': 'a failed check: the branch is merged without a pull request',
} as const satisfies Record<NonNullable<PullRequest['waitsFor']>, string>;
