import { inConfig } from '../config-place.ts';
import { withSysextRule } from '../examples.ts';
import type { Facts } from '../facts.ts';
import { REMOVE_SETTING, RETRY_ONLINE } from '../fixes.ts';
import type { Found, Lint } from '../lint.ts';
import { namesOf, type Obstacle, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A run that Renovate aborts, or would abort for a newer build, for a reason that other lints do not report. */
export const lint: Lint = {
  id: 'renovate-failed',
  severity: 'error',
  incomplete: true,
  severityNote: 'info if the configuration disables Renovate',
  title: 'Renovate aborts',
  impact: 'Renovate does not open any pull request.',
  fix: 'Correct the cause in the message. "plan --verbose" prints the log.',
  find: (facts) => [...aborted(facts), ...obstaclesOf(facts, 'failed').map((obstacle) => wouldAbort(facts, obstacle))],
  invalid: {
    config: withSysextRule({ versioning: 'regex:^v.*$' }),
    findings: [
      {
        file: 'renovate.json',
        line: 1,
        message: 'config-validation: regex versioning needs at least one major, minor or patch group defined',
      },
    ],
  },
  valid: {},
};

type Failure = NonNullable<Facts['answer']['failure']>;

/** The parts of a finding that depend on the code of the failure. */
type Known = Partial<Pick<Found, 'message' | 'severity' | 'impact' | 'fix'>> & { readonly option?: string };

const KNOWN: Partial<Record<string, Known>> = {
  'disabled-by-config': {
    option: 'enabled',
    severity: 'info',
    message: 'enabled is false: Renovate is disabled for this repository',
    fix: REMOVE_SETTING,
  },
  'config-validation': { impact: 'Renovate opens an issue about it, and stops opening pull requests.' },
  'external-host-error': {
    impact: 'A bot that cannot reach the host either does not open any pull request.',
    fix: RETRY_ONLINE,
  },
  'unknown-secret': {
    impact: 'The rest of the repository is not checked. A bot that has the secret is not affected.',
    fix: 'Set the secret in the environment: RENOVATE_SECRETS=\'{"NAME":"value"}\'.',
  },
};

function aborted({ answer: { failure }, inspection }: Facts): Found[] {
  if (failure === undefined) return [];
  const { option, ...known } = KNOWN[failure.code] ?? {};
  const place = inConfig(inspection, option === undefined ? [] : [option]);
  return [{ place, message: describe(failure), ...known }];
}

function describe({ message, packageName }: Failure): string {
  return packageName === undefined ? message : `${packageName}: ${message}`;
}

function wouldAbort(facts: Facts, obstacle: Obstacle): Found {
  return {
    place: placeOf(facts, obstacle),
    message: `${optionAt(obstacle)}: ${obstacle.detail} (${namesOf(facts, obstacle)})`,
    fix: `Correct ${obstacle.option}.`,
  };
}
