import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** The builds that each slot should be offered. */
const WANTED = [
  { build: 'nextRevision', name: 'a newer revision' },
  { build: 'tenthRevision', name: 'revision 10 of revision 9' },
  { build: 'nextPatch', name: 'a newer patch' },
  { build: 'patchOfOtherRevision', name: 'a newer patch with another revision' },
] as const;

/** Rules by which newer builds are not found, such as a versioning with the revision as a suffix that has to stay. */
export const lint: Lint = {
  id: 'revision-frozen',
  severity: 'error',
  title: 'Newer builds of a sysext would not be proposed',
  impact: 'A rebuild for a vulnerability is never proposed, and Renovate logs nothing about it.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets: the revision is then part of the release.',
  find: (facts) =>
    sysextsWith(facts, {
      options: [
        'versioning',
        'extractVersion',
        'versionCompatibility',
        'allowedVersions',
        'ignoreUnstable',
        'followTag',
        'maxMajorIncrement',
      ],
      what: ({ offers }) => {
        if (offers.nextRevision === false && offers.nextPatch === false) return 'no newer build would be proposed';
        const missing = WANTED.filter(({ build }) => offers[build] === false).map(({ name }) => name);
        return missing.length === 0 ? undefined : `${missing.join(', ')} would not be proposed`;
      },
      without: 'the default preset proposes every newer build of the distro',
    }),
  fires: { config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'docker' }] } },
  silent: {},
};
