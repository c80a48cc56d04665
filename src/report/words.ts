import type { PullRequest, Reason } from '../analysis/schema.ts';
import { FIRST_LTS_PATCH } from '../sysext/release.ts';

/** A reason for people: a word or two that fit under a mark, and what is meant. */
export const REASON_WORDS = {
  'other-distro': { label: 'other distro', meaning: 'Built from another distro. A bump never switches; people do.' },
  'missing-arch': { label: 'arch missing', meaning: 'Not published for every architecture that is needed.' },
  'other-minor': { label: 'other minor', meaning: 'Belongs to another Kubernetes line than the slot.' },
  prerelease: { label: 'pre-release', meaning: 'An alpha, beta or release candidate.' },
  malformed: { label: 'malformed', meaning: 'Not a version in the grammar of sysext tags.' },
  lts: { label: 'LTS', meaning: `A long-term-support build: patch ${FIRST_LTS_PATCH} and above.` },
  'not-newer': { label: 'not newer', meaning: 'Newer than what the slot has, and older than what it gets.' },
  disabled: { label: 'disabled', meaning: 'Renovate found it, and a rule of the configuration switches it off.' },
} as const satisfies Record<Reason, { label: string; meaning: string }>;

/** What the bot waits for before it opens a pull request. */
export const WAIT_WORDS = {
  'group-size': 'more updates in its group',
  'pending-checks': 'checks that are pending',
  'silent-mode': 'the end of silent mode',
  approval: 'approval on the dashboard',
  schedule: 'its schedule',
  'status-checks': 'the status checks of its branch',
  'pull-request-approval': 'approval of the pull request on the dashboard',
  'branch-automerge': 'a failed check: its branch is merged without a pull request',
} as const satisfies Record<NonNullable<PullRequest['waitsFor']>, string>;
