import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Configurations by which the distro is not part of the version. */
export const lint: Lint = {
  id: 'distro-switch',
  severity: 'error',
  title: 'A build for another distro would be proposed',
  impact: 'A bump replaces the distro under a node pool.',
  fix: `${EXTEND_RULES}: they keep the distro.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning', 'extractVersion', 'versionCompatibility', 'allowedVersions'],
      what: ({ offers }) => (offers.otherDistro ? 'a newer build for another distro would be proposed' : undefined),
      without: 'the default preset keeps the distro',
    }),
  invalid: {
    config: withSysextRule({
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-.+$',
      extractVersion: '^(?<version>.+)$',
    }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message:
          'kubelet 1.34: a newer build for another distro would be proposed, by versioning and extractVersion of packageRules[0]',
        fix: 'Remove versioning and extractVersion of packageRules[0]: the default preset keeps the distro.',
      },
    ],
  },
  valid: {},
};
