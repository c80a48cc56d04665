import { parseVersion } from '../../sysext/tag.ts';
import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Versionings that cannot read a value, or read the revision as a pre-release. */
export const lint: Lint = {
  id: 'revision-as-prerelease',
  severity: 'error',
  title: 'The versioning of a sysext reads its value as a pre-release, or as an invalid version',
  impact: 'Renovate skips the value, or proposes unstable versions beside stable ones.',
  fix: `${EXTEND_RULES}: they set the correct versioning.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ currentValue, reads }) => {
        if (reads === 'invalid') return 'the value is not a valid version';
        const isStable = parseVersion(currentValue)?.prerelease === undefined;
        return isStable && reads === 'unstable' ? 'the revision is read as a pre-release' : undefined;
      },
      without: 'the default preset sets the correct one',
    }),
  invalid: {
    config: withSysextRule({
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<prerelease>\\d+)-(?<compatibility>.+)$',
    }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message: 'kubelet 1.34: the revision is read as a pre-release, by versioning of packageRules[0]',
        fix: 'Remove versioning of packageRules[0]: the default preset sets the correct one.',
      },
    ],
  },
  valid: {},
};
