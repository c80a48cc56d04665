import { PRESET, withSysextRule } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { namesOf, obstaclesOf, optionAt, placeOf } from '../obstacles.ts';

/** A minimum release age for releases without timestamps. */
export const lint: Lint = {
  id: 'release-age',
  severity: 'error',
  title: 'A minimum release age applies to a sysext, whose registry does not have timestamps',
  impact: 'Tag lists do not have timestamps, so every update waits forever.',
  fix: 'Exclude sysexts from minimumReleaseAge, or set minimumReleaseAgeBehaviour to timestamp-optional for them.',
  find: (facts) =>
    obstaclesOf(facts, 'release-age').map((obstacle) => ({
      place: placeOf(facts, obstacle),
      message: `${optionAt(obstacle)} delays every update of ${namesOf(facts, obstacle)} forever`,
    })),
  invalid: {
    config: withSysextRule({ minimumReleaseAge: '3 days', minimumReleaseAgeBehaviour: 'timestamp-required' }),
    findings: [
      {
        file: 'renovate.json',
        line: 10,
        message: 'packageRules[0].minimumReleaseAge delays every update of kubelet 1.34 forever',
      },
    ],
  },
  valid: { config: { extends: [PRESET], minimumReleaseAge: '3 days' } },
};
