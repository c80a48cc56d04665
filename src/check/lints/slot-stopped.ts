import type { Severity } from '../../analysis/diagnostic.ts';
import { PRESET } from '../examples.ts';
import type { Facts } from '../facts.ts';
import type { Found, Lint } from '../lint.ts';
import { namesOf, type Obstacle, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A wait of a schedule up to so many days is a choice. */
const QUARTER_DAYS = 92;

const REMOVE = 'Remove it, if that is not on purpose.';

/** What an obstacle does to newer builds, and what has to happen before one is merged. */
interface Stopped {
  readonly severity: Severity;
  readonly what: string;
  readonly fix: string;
}

type Stop = Obstacle['stop'];

/** Those that lints of their own report. */
type Elsewhere = 'release-age' | 'failed';

const STOPS: { readonly [S in Exclude<Stop, Elsewhere>]: (obstacle: Obstacle) => Stopped } = {
  ignored: () => ({ severity: 'info', what: 'Renovate skips it', fix: REMOVE }),
  disabled: ({ detail }) => ({
    severity: 'info',
    what: detail === null ? 'no update is proposed' : `no ${detail} update is proposed`,
    fix: REMOVE,
  }),
  pinned: () => ({ severity: 'warning', what: 'exact versions are not updated', fix: REMOVE }),
  skipped: ({ detail }) => ({
    severity: 'error',
    what: `Renovate skips the value (${detail})`,
    fix: 'Remove the versionCompatibility or the versioning that a rule sets for sysexts.',
  }),
  'group-size': ({ detail }) => ({
    severity: 'warning',
    what: `no branch is created for fewer updates, and with an update of every sysext it has ${detail}`,
    fix: 'Lower it to the number of updates that come together.',
  }),
  silent: () => ({
    severity: 'warning',
    what: 'no branch and no pull request is created',
    fix: 'Set mode to full.',
  }),
  approval: ({ option }) => ({
    severity: 'info',
    what: `${option === 'prCreation' ? 'no pull request' : 'no branch'} is created before it is approved in the Dependency Dashboard`,
    fix: REMOVE,
  }),
  schedule: ({ detail }) => ({
    severity: typeof detail === 'number' && detail <= QUARTER_DAYS ? 'info' : 'warning',
    what: detail === null ? 'that does not come within a year' : `that does not come for up to ${detail} days`,
    fix: 'Write a schedule that comes at least once a month.',
  }),
  'no-pull-request': () => ({
    severity: 'info',
    what: 'a branch is merged without a pull request',
    fix: 'Set automergeType to pr, so that each build is reviewed or at least visible.',
  }),
  checks: ({ detail }) => ({
    severity: detail === null ? 'warning' : 'info',
    what:
      detail === null
        ? 'a pull request is created after the checks of its branch have passed, and never where none run'
        : `a pull request is created after the checks of its branch, or after ${detail} hours`,
    fix: 'Have CI run on the branches of Renovate, or set prCreation to immediate.',
  }),
  draft: () => ({ severity: 'info', what: 'pull requests are drafts until they are marked as ready', fix: REMOVE }),
  closed: () => ({
    severity: 'warning',
    what: 'a pull request that was once closed is never opened again, also for newer builds if its title is the same',
    fix: 'Set recreateWhen to auto.',
  }),
  stale: () => ({
    severity: 'info',
    what: 'a pull request is not updated when its base branch moves on: conflicts are resolved manually',
    fix: 'Set rebaseWhen to auto or conflicted.',
  }),
  limit: ({ detail }) => ({
    severity: 'warning',
    what: `of ${detail} branches, its branch waits until another one is merged or closed`,
    fix: 'Raise the limit to the number of branches; a rule can set it for sysexts alone.',
  }),
  'shared-limit': () => ({
    severity: 'info',
    what: 'its branch waits while pull requests of other dependencies are open',
    fix: 'Raise the limit, or set prPriority for sysexts.',
  }),
  'no-edit': () => ({
    severity: 'error',
    what: 'Renovate cannot write the new value into the file',
    fix: 'Correct the autoReplaceStringTemplate and the matchStrings of the manager.',
  }),
};

/** Settings that keep a newer build of a sysext from being merged, or make it wait. */
export const lint: Lint = {
  id: 'slot-stopped',
  severity: 'warning',
  severityNote: 'info for what is a choice, such as `enabled: false`; error where nothing can ever be proposed',
  title: 'A newer build of a sysext does not get to the base branch, or waits for something',
  impact: 'The slot stays as it is, or is late, and Renovate logs nothing about it.',
  fix: 'Remove the setting, if it is not on purpose.',
  find: (facts) =>
    obstaclesOf(facts, ...(Object.keys(STOPS) as (keyof typeof STOPS)[]))
      .filter((obstacle) => !isConsequence(facts, obstacle))
      .map((obstacle) => ({ ...obstacle, slots: obstacle.slots.filter((slot) => !isElsewhere(facts, obstacle, slot)) }))
      .filter(({ slots }) => slots.length > 0)
      .map((obstacle) => describe(facts, obstacle)),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], matchUpdateTypes: ['patch'], enabled: false }],
    },
  },
  silent: {
    config: {
      extends: [PRESET],
      packageRules: [{ matchPackageNames: ['/-sysext$/'], matchUpdateTypes: ['minor'], enabled: false }],
    },
  },
};

/** What follows from another finding: a value that the versioning cannot read, an edit for the build of another distro. */
function isConsequence({ inspection }: Facts, { stop, slots }: Obstacle): boolean {
  const all = slots.map((slot) => inspection.sysexts[slot]);
  if (stop === 'skipped') return all.every((sysext) => sysext?.reads === 'invalid');
  return stop === 'no-edit' && all.every((sysext) => sysext?.offers.otherDistro === true);
}

/** How a slot is left out altogether. */
const LEFT_OUT = ['ignored', 'disabled'] as const;

/** Whether another manager extracts the same slot, and bumps it: then this one is out of its way. */
function isElsewhere(facts: Facts, { stop }: Obstacle, slot: number): boolean {
  if (!LEFT_OUT.some((one) => one === stop)) return false;
  const { sysexts } = facts.inspection;
  const own = sysexts[slot];
  const leftOut = new Set(obstaclesOf(facts, ...LEFT_OUT).flatMap(({ slots }) => slots));
  return sysexts.some(
    ({ file, extractedName, currentValue }, index) =>
      !leftOut.has(index) &&
      file === own?.file &&
      extractedName === own.extractedName &&
      currentValue === own.currentValue,
  );
}

function describe(facts: Facts, obstacle: Obstacle): Found {
  const { severity, what, fix } = STOPS[obstacle.stop as keyof typeof STOPS](obstacle);
  const [build] = obstacle.builds.length === 1 ? obstacle.builds : [];
  const only = build === undefined ? '' : build === 'nextPatch' ? ', for a patch' : ', for a revision';
  const value = obstacle.value === null ? '' : ` is ${obstacle.value}`;
  return {
    place: placeOf(facts, obstacle),
    message: `${optionAt(obstacle)}${value}: ${what}${only} (${namesOf(facts, obstacle)})`,
    severity,
    fix,
  };
}
