import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOf, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A minimum release age for what has no timestamps. */
export const lint: Lint = {
  id: 'release-age',
  severity: 'error',
  title: 'A sysext waits for a release age that its registry does not tell',
  impact: 'Tag lists have no timestamps, so that every update waits for ever.',
  fix: 'Leave sysexts out of minimumReleaseAge, or set minimumReleaseAgeBehaviour to timestamp-optional for them.',
  find: (facts) =>
    obstaclesOf(facts, 'release-age').map((obstacle) => ({
      place: placeOf(facts, obstacle),
      message: `${optionAt(obstacle)} holds every update of ${namesOf(facts, obstacle)} back`,
    })),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [
        {
          matchPackageNames: ['/-sysext$/'],
          minimumReleaseAge: '3 days',
          minimumReleaseAgeBehaviour: 'timestamp-required',
        },
      ],
    },
  },
  silent: { config: { extends: [PRESET], minimumReleaseAge: '3 days' } },
};
