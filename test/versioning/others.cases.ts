import type { VersioningApi } from 'renovate/dist/modules/versioning/types.d.ts';

/** Versionings to compare, in the order of the table's columns. */
export const VERSIONINGS = ['aks-sysext', 'regex', 'docker', 'deb', 'rpm', 'loose', 'semver'] as const;

type Answer = boolean | string | null;

/** The answer of a versioning that throws. */
export const ERROR = 'error';

/** A value of the manifest that most rows are about. */
const VALUE = 'v1.34.10-1-azlinux3';

/** Whether Renovate would take `next` for an update of `current`. */
function isOffered(versioning: VersioningApi, next: string, current: string): boolean {
  return versioning.isCompatible(next, current) && versioning.isGreaterThan(next, current);
}

/** Questions to each versioning, and the results in the order of {@link VERSIONINGS}. */
export const QUESTIONS: readonly {
  readonly question: string;
  readonly ask: (versioning: VersioningApi) => Answer | undefined;
  readonly answers: readonly Answer[];
}[] = [
  {
    question: 'Is `v1.34.10-1-ubuntu24.04` a version?',
    ask: (versioning) => versioning.isVersion('v1.34.10-1-ubuntu24.04'),
    answers: [true, true, true, true, true, true, false],
  },
  {
    question: 'Is `1.34.10-1-azlinux3`, without `v`?',
    ask: (versioning) => versioning.isVersion('1.34.10-1-azlinux3'),
    answers: [true, false, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.9007199254740991-1-azlinux3`?',
    ask: (versioning) => versioning.isVersion('v1.34.9007199254740991-1-azlinux3'),
    answers: [true, false, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.9007199254740992-1-azlinux3`, no safe integer?',
    ask: (versioning) => versioning.isVersion('v1.34.9007199254740992-1-azlinux3'),
    answers: [false, false, true, true, true, true, false],
  },
  {
    question: 'Is a text of more than 128 characters?',
    ask: (versioning) => versioning.isVersion(`v1.34.10-1-${'a'.repeat(118)}`),
    answers: [false, true, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.10-1-arm64`, without a distro?',
    ask: (versioning) => versioning.isVersion('v1.34.10-1-arm64'),
    answers: [false, true, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.10-1-azlinux3-amd64`?',
    ask: (versioning) => versioning.isVersion('v1.34.10-1-azlinux3-amd64'),
    answers: [false, false, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.10-1-azlinux3-debug`?',
    ask: (versioning) => versioning.isVersion('v1.34.10-1-azlinux3-debug'),
    answers: [false, false, true, true, true, true, true],
  },
  {
    question: 'Is `v1.34.010-1-azlinux3`, with a leading zero?',
    ask: (versioning) => versioning.isVersion('v1.34.010-1-azlinux3'),
    answers: [false, false, true, true, true, true, false],
  },
  {
    question: 'Is `v1.34.10`, without revision and distro?',
    ask: (versioning) => versioning.isVersion('v1.34.10'),
    answers: [false, false, true, true, true, true, true],
  },
  {
    question: 'Is `3.0.20260304`, of another grammar?',
    ask: (versioning) => versioning.isVersion('3.0.20260304'),
    answers: [false, false, true, true, true, true, true],
  },
  {
    question: 'Is `1.34.10-1.azl3`, an RPM?',
    ask: (versioning) => versioning.isVersion('1.34.10-1.azl3'),
    answers: [false, false, true, true, true, true, true],
  },
  {
    question: 'Is `latest`?',
    ask: (versioning) => versioning.isVersion('latest'),
    answers: [false, false, false, true, true, false, false],
  },
  {
    question: 'Is the range `>=v1.34.10-1-azlinux3` valid?',
    ask: (versioning) => versioning.isValid('>=v1.34.10-1-azlinux3'),
    answers: [false, true, false, false, true, false, false],
  },
  {
    question: 'Is revision `-10` above `-9`?',
    ask: (versioning) => versioning.isGreaterThan('v1.34.10-10-azlinux3', 'v1.34.10-9-azlinux3'),
    answers: [true, true, true, true, true, true, false],
  },
  {
    question: 'Is revision `-2` above `-1`?',
    ask: (versioning) => versioning.isGreaterThan('v1.34.10-2-azlinux3', VALUE),
    answers: [true, true, false, true, true, true, true],
  },
  {
    question: 'Is a release above its `rc.1`?',
    ask: (versioning) => versioning.isGreaterThan('v1.35.0-1-azlinux3', 'v1.35.0-rc.1-1-azlinux3'),
    answers: [true, true, true, false, true, false, false],
  },
  {
    question: 'Is a release above its `rc.1` of a higher revision?',
    ask: (versioning) => versioning.isGreaterThan('v1.35.0-1-azlinux3', 'v1.35.0-rc.1-2-azlinux3'),
    answers: [true, true, true, false, true, false, false],
  },
  {
    question: 'Is `rc.10` above `rc.9`?',
    ask: (versioning) => versioning.isGreaterThan('v1.35.0-rc.10-1-azlinux3', 'v1.35.0-rc.9-1-azlinux3'),
    answers: [true, true, true, true, true, true, false],
  },
  {
    question: 'Is `rc.2` above `rc.1` of a higher revision?',
    ask: (versioning) => versioning.isGreaterThan('v1.35.0-rc.2-1-azlinux3', 'v1.35.0-rc.1-2-azlinux3'),
    answers: [true, true, false, true, true, true, true],
  },
  {
    question: 'Is `v1.34.10-1-azlinux3` stable?',
    ask: (versioning) => versioning.isStable(VALUE),
    answers: [true, true, true, true, true, true, false],
  },
  {
    question: 'Is `v1.35.0-rc.1-1-azlinux3` stable?',
    ask: (versioning) => versioning.isStable('v1.35.0-rc.1-1-azlinux3'),
    answers: [false, false, true, true, true, true, false],
  },
  {
    question: 'Is a new revision offered?',
    ask: (versioning) => isOffered(versioning, 'v1.34.10-2-azlinux3', VALUE),
    answers: [true, true, false, true, true, true, true],
  },
  {
    question: 'Is a new patch of another revision offered?',
    ask: (versioning) => isOffered(versioning, 'v1.34.11-2-azlinux3', VALUE),
    answers: [true, true, false, true, true, true, true],
  },
  {
    question: 'Is a new revision for `ubuntu24.04` offered to that distro?',
    ask: (versioning) => isOffered(versioning, 'v1.34.10-2-ubuntu24.04', 'v1.34.10-1-ubuntu24.04'),
    answers: [true, true, false, true, true, true, false],
  },
  {
    question: 'Is `noble` offered to `azlinux3`?',
    ask: (versioning) => isOffered(versioning, 'v1.34.11-1-noble', VALUE),
    answers: [false, false, false, true, true, true, true],
  },
  {
    question: 'Is `azlinux30` offered to `azlinux3`?',
    ask: (versioning) => isOffered(versioning, 'v1.34.11-1-azlinux30', VALUE),
    answers: [false, false, false, true, true, true, true],
  },
  {
    question: 'Is `arm64` offered to `x86-64`?',
    ask: (versioning) => isOffered(versioning, 'v1.34.11-1-azlinux3-arm64', 'v1.34.10-1-azlinux3-x86-64'),
    answers: [false, false, false, true, true, true, true],
  },
  {
    question: 'Is `v1.34.10-1-noble` the same as `v1.34.10-1-azlinux3`?',
    ask: (versioning) => versioning.equals('v1.34.10-1-noble', VALUE),
    answers: [false, true, false, false, false, false, false],
  },
  {
    question: 'Is `1.34.10-1-azlinux3` the same as `v1.34.10-1-azlinux3`?',
    ask: (versioning) => versioning.equals('1.34.10-1-azlinux3', VALUE),
    answers: [true, false, true, false, false, true, true],
  },
  {
    question: 'Does a rollback from `azlinux3` take `v1.34.9-1-noble`?',
    ask: (versioning) => versioning.isLessThanRange?.('v1.34.9-1-noble', VALUE),
    answers: [false, true, true, true, true, true, true],
  },
  {
    question: 'Is a new Kubernetes minor breaking?',
    ask: (versioning) => versioning.isBreaking?.(VALUE, 'v1.35.0-1-azlinux3'),
    answers: [true, null, null, null, null, null, true],
  },
  {
    question: 'Is a new revision breaking?',
    ask: (versioning) => versioning.isBreaking?.(VALUE, 'v1.34.10-2-azlinux3'),
    answers: [false, null, null, null, null, null, true],
  },
  {
    question: 'What becomes of `1.34.10-1-azlinux3` at `v1.34.11-1-azlinux3`?',
    ask: (versioning) => newValue(versioning, '1.34.10-1-azlinux3', 'v1.34.11-1-azlinux3'),
    answers: [
      '1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
      'v1.34.11-1-azlinux3',
    ],
  },
  {
    question: 'What becomes of `v1.34.10-1-azlinux3` at `v1.34.11-1-noble`?',
    ask: (versioning) => newValue(versioning, VALUE, 'v1.34.11-1-noble'),
    answers: [
      null,
      'v1.34.11-1-noble',
      'v1.34.11-1-noble',
      'v1.34.11-1-noble',
      'v1.34.11-1-noble',
      'v1.34.11-1-noble',
      'v1.34.11-1-noble',
    ],
  },
  {
    question: 'Is `latest` above `v1.34.10-1-azlinux3`?',
    ask: (versioning) => versioning.isGreaterThan('latest', VALUE),
    answers: [false, true, true, false, false, true, ERROR],
  },
];

function newValue(versioning: VersioningApi, currentValue: string, newVersion: string): string | null {
  return versioning.getNewValue({ currentValue, currentVersion: currentValue, newVersion, rangeStrategy: 'replace' });
}
