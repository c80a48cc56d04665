import { inConfig } from '../config-place.ts';
import { PRESET } from '../examples.ts';
import type { Facts } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';
import { namesOf, type Obstacle, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A run that Renovate aborts, or would abort for a newer build, for a reason that no other lint names. */
export const lint: Lint = {
  id: 'renovate-failed',
  severity: 'error',
  incomplete: true,
  severityNote: 'info where the configuration disables Renovate',
  title: 'Renovate aborts',
  impact: 'It opens no pull request at all.',
  fix: 'See the message; "plan --verbose" prints the log.',
  find: (facts) => [...aborted(facts), ...obstaclesOf(facts, 'failed').map((obstacle) => wouldAbort(facts, obstacle))],
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], allowedVersions: 'not/a range' }],
    },
  },
  silent: {},
};

type Failure = NonNullable<Facts['answer']['failure']>;

/** What is known of a failure by its code. */
type Known = Partial<Pick<Found, 'message' | 'severity' | 'impact' | 'fix'>> & { readonly option?: string };

const KNOWN: Partial<Record<string, Known>> = {
  'disabled-by-config': {
    option: 'enabled',
    severity: 'info',
    message: 'enabled is false: Renovate does nothing in this repository',
    fix: 'Remove it, if that is not on purpose.',
  },
  'config-validation': { impact: 'Renovate opens an issue about it, and no pull request at all.' },
  'external-host-error': {
    impact: 'A bot that cannot reach the host either opens no pull request until it can.',
    fix: 'Run it where the host can be reached, or with --snapshot; the repository needs no change.',
  },
  'unknown-secret': {
    impact: 'Nothing more could be checked. A bot that has the secret is not affected.',
    fix: 'Give it a value in the environment: RENOVATE_SECRETS=\'{"NAME":"value"}\'.',
  },
};

function aborted({ answer: { failure }, inspection }: Facts): Found[] {
  if (failure === undefined) return [];
  const { option, ...known } = KNOWN[failure.code] ?? {};
  const place = inConfig(inspection, option === undefined ? [] : [option]);
  return [{ place, message: wordsOf(failure), ...known }];
}

function wordsOf({ message, packageName }: Failure): string {
  return packageName === undefined ? message : `${packageName}: ${message}`;
}

function wouldAbort(facts: Facts, obstacle: Obstacle): Found {
  return {
    place: placeOf(facts, obstacle),
    message: `${optionAt(obstacle)}: ${obstacle.detail} (${namesOf(facts, obstacle)})`,
    fix: `Correct ${obstacle.option}.`,
  };
}
