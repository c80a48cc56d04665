import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Newer builds that must be proposed for every slot. */
const NEWER_BUILDS = [
  { build: 'nextRevision', name: 'a newer revision' },
  { build: 'tenthRevision', name: 'revision 10 of revision 9' },
  { build: 'nextPatch', name: 'a newer patch' },
  { build: 'patchOfOtherRevision', name: 'a newer patch with another revision' },
] as const;

/** Configurations that do not find newer builds, such as a versioning by which the revision is a suffix that must stay equal. */
export const lint: Lint = {
  id: 'revision-frozen',
  severity: 'error',
  title: 'Newer builds of a sysext would not be proposed',
  impact: 'A rebuild that fixes a vulnerability is never proposed, and Renovate does not log it.',
  fix: `${EXTEND_RULES}: the revision is then part of the version.`,
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
        if (offers.nextRevision === false && offers.nextPatch === false) return 'newer builds would not be proposed';
        const missing = NEWER_BUILDS.filter(({ build }) => offers[build] === false).map(({ name }) => name);
        return missing.length === 0 ? undefined : `${missing.join(', ')} would not be proposed`;
      },
      without: 'the default preset proposes every newer build of the distro',
    }),
  invalid: {
    config: withSysextRule({ versioning: 'docker' }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message:
          'kubelet 1.34: a newer revision, revision 10 of revision 9, a newer patch with another revision would not be proposed, by versioning of packageRules[0]',
        fix: 'Remove versioning of packageRules[0]: the default preset proposes every newer build of the distro.',
      },
    ],
  },
  valid: {},
};
