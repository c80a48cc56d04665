import { VERSIONING } from '../../presets/parts/patterns.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** What a self-hosted bot may have registered. */
const MODULE = 'aks-sysext';

/** Sysexts that none of our rules is about. */
export const lint: Lint = {
  id: 'not-covered',
  severity: 'warn',
  title: 'A sysext has a versioning of its own, not that of the presets',
  leadsTo: 'What the presets promise of distro, minor, revision and architectures does not hold for it.',
  mend: 'Extend the default preset or presets/rules after other presets, and take the versioning of your own out.',
  find: (facts) =>
    sysextsWith(facts, ['versioning'], ({ versioning }) =>
      versioning === VERSIONING || versioning === MODULE
        ? undefined
        : `its versioning is ${versioning ?? 'the default'}`,
    ),
  fires: {
    config: {
      extends: [PRESET],
      packageRules: [
        {
          matchPackageNames: ['/-sysext$/'],
          versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>.+)$',
        },
      ],
    },
  },
  silent: {},
};
