import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A minimum release age for what has no timestamps. */
export const lint: Lint = {
  id: 'release-age',
  severity: 'error',
  title: 'A sysext waits for a release age that its registry does not tell',
  leadsTo: 'Tag lists have no timestamps, so that every update waits for ever.',
  mend: 'Leave sysexts out of minimumReleaseAge, or set minimumReleaseAgeBehaviour to timestamp-optional for them.',
  find: (facts) =>
    sysextsWith(facts, ['minimumReleaseAgeBehaviour', 'minimumReleaseAge'], ({ waitsForTimestamp }) =>
      waitsForTimestamp ? 'minimumReleaseAge holds every update of it back' : undefined,
    ),
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
