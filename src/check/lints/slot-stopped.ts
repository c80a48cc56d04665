import { withSysextRule } from '../examples.ts';
import type { Facts } from '../facts.ts';
import { REMOVE_SETTING } from '../fixes.ts';
import type { Found, Lint } from '../lint.ts';
import { namesOf, type Obstacle, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A wait for a schedule of up to so many days may be on purpose. */
const QUARTER_DAYS = 92;

/** The effect of an obstacle on newer builds. */
interface Effect extends Required<Pick<Found, 'severity' | 'fix'>> {
  readonly effect: string;
}

const note = (effect: string, fix = REMOVE_SETTING): Effect => ({ severity: 'info', effect, fix });
const warning = (effect: string, fix = REMOVE_SETTING): Effect => ({ severity: 'warning', effect, fix });
const error = (effect: string, fix: string): Effect => ({ severity: 'error', effect, fix });

/** `release-age` and `renovate-failed` report the other ones. */
type Stop = Exclude<Obstacle['stop'], 'release-age' | 'failed'>;

const EFFECTS: Readonly<Record<Stop, (obstacle: Obstacle) => Effect>> = {
  ignored: () => note('Renovate skips it'),
  disabled: ({ detail }) => note(`${detail === null ? '' : `${detail} `}updates are not proposed`),
  pinned: () => warning('exact versions are not updated'),
  skipped: ({ detail }) =>
    error(
      `Renovate skips the value (${detail})`,
      'Remove the versionCompatibility or the versioning that a rule sets for sysexts.',
    ),
  'group-size': ({ detail }) =>
    warning(
      `a branch requires more updates than the group has with an update of every sysext, ${detail}`,
      'Lower the option to the number of updates in the group.',
    ),
  silent: () => warning('branches and pull requests are not created', 'Set mode to full.'),
  approval: ({ option }) =>
    note(
      `${option === 'prCreation' ? 'a pull request' : 'a branch'} is not created before its approval in the Dependency Dashboard`,
    ),
  schedule: ({ detail }) => {
    const fix = 'Write a schedule that matches at least once a month.';
    if (detail === null) return warning('does not match within a year', fix);
    const effect = `does not match for up to ${detail} days`;
    return Number(detail) <= QUARTER_DAYS ? note(effect, fix) : warning(effect, fix);
  },
  'no-pull-request': () =>
    note(
      'branches are merged without a pull request',
      'Set automergeType to pr, so that each build is visible and can be reviewed.',
    ),
  checks: ({ detail }) => {
    const fix = 'Run CI on the branches of Renovate, or set prCreation to immediate.';
    return detail === null
      ? warning('a pull request is created after the checks of its branch have passed, and never without checks', fix)
      : note(`a pull request is created after the checks of its branch, or after ${detail} hours`, fix);
  },
  draft: () => note('pull requests are drafts until they are marked as ready'),
  closed: () =>
    warning(
      'a closed pull request is never opened again, even for newer builds if its title is the same',
      'Set recreateWhen to auto.',
    ),
  stale: () =>
    note(
      'a pull request is not updated with its base branch, and conflicts must be resolved manually',
      'Set rebaseWhen to auto or conflicted.',
    ),
  limit: ({ detail }) =>
    warning(
      `of ${detail} branches, its branch waits until another one is merged or closed`,
      'Raise the limit to the number of branches. A rule can set it for sysexts only.',
    ),
  'shared-limit': () =>
    note(
      'its branch waits while pull requests of other dependencies are open',
      'Raise the limit, or set prPriority for sysexts.',
    ),
  'no-edit': () =>
    error(
      'Renovate cannot write the new value into the file',
      'Correct the autoReplaceStringTemplate and the matchStrings of the manager.',
    ),
};

function isReported(obstacle: Obstacle): obstacle is Obstacle & { readonly stop: Stop } {
  return Object.hasOwn(EFFECTS, obstacle.stop);
}

/** Settings that stop newer builds of a sysext, or delay them. */
export const lint: Lint = {
  id: 'slot-stopped',
  severity: 'warning',
  severityNote: 'info for a likely choice, such as `enabled: false`; error if nothing can ever be proposed',
  title: 'A newer build of a sysext does not reach the base branch, or is delayed',
  impact: 'The slot is not updated, or is updated late, and Renovate does not log it.',
  fix: REMOVE_SETTING,
  find: (facts) =>
    facts.inspection.obstacles
      .filter(isReported)
      .filter((obstacle) => !isConsequence(facts, obstacle))
      .map((obstacle) => ({ ...obstacle, slots: obstacle.slots.filter((slot) => !isElsewhere(facts, obstacle, slot)) }))
      .filter(({ slots }) => slots.length > 0)
      .map((obstacle) => describe(facts, obstacle)),
  invalid: {
    config: withSysextRule({ matchUpdateTypes: ['patch'], enabled: false }),
    findings: [
      {
        file: 'renovate.json',
        line: 13,
        severity: 'info',
        message: 'packageRules[0].enabled is false: patch updates are not proposed (kubelet 1.34)',
      },
    ],
  },
  valid: {
    config: withSysextRule({ matchUpdateTypes: ['minor'], enabled: false }),
  },
};

/** Whether another lint reports the cause: an unreadable value, or the edit for a build of another distro. */
function isConsequence({ inspection }: Facts, { stop, slots }: Obstacle): boolean {
  const sysexts = slots.map((slot) => inspection.sysexts[slot]);
  if (stop === 'skipped') return sysexts.every((sysext) => sysext?.reads === 'invalid');
  return stop === 'no-edit' && sysexts.every((sysext) => sysext?.offers.otherDistro === true);
}

/** Whether a slot is excluded here because another manager extracts and bumps it. */
function isElsewhere(facts: Facts, { stop }: Obstacle, slot: number): boolean {
  if (stop !== 'ignored' && stop !== 'disabled') return false;
  const { sysexts } = facts.inspection;
  const own = sysexts[slot];
  const excluded = new Set(obstaclesOf(facts, 'ignored', 'disabled').flatMap(({ slots }) => slots));
  return sysexts.some(
    ({ file, extractedName, currentValue }, index) =>
      !excluded.has(index) &&
      file === own?.file &&
      extractedName === own.extractedName &&
      currentValue === own.currentValue,
  );
}

function describe(facts: Facts, obstacle: Obstacle & { readonly stop: Stop }): Found {
  const { effect, ...rest } = EFFECTS[obstacle.stop](obstacle);
  const [build, ...more] = obstacle.builds;
  const scope =
    build === undefined || more.length > 0 ? '' : build === 'nextPatch' ? ', for a patch' : ', for a revision';
  const value = obstacle.value === null ? '' : ` is ${obstacle.value}`;
  const message = `${optionAt(obstacle)}${value}: ${effect}${scope} (${namesOf(facts, obstacle)})`;
  return { place: placeOf(facts, obstacle), message, ...rest };
}
