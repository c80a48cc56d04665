import { REVISIONLESS_VERSIONING, VERSIONING } from '../../presets/parts/patterns.ts';
import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** The versionings of the presets; a self-hosted bot may have registered `aks-sysext`. */
const OURS = [VERSIONING, REVISIONLESS_VERSIONING, 'aks-sysext'];

/** Sysexts that none of our rules applies to. */
export const lint: Lint = {
  id: 'not-covered',
  severity: 'warning',
  title: 'A sysext does not have the versioning of the presets',
  impact: 'What the presets promise of distro, minor, revision and architectures does not hold for it.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets, and remove rules of your own that set a versioning for sysexts.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ versioning }) =>
        versioning !== null && OURS.includes(versioning)
          ? undefined
          : `the versioning is ${versioning ?? "Renovate's default"}`,
      without: 'the preset sets its own',
    }),
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
