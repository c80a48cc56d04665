import { PRESET } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Configurations that ignore the Kubernetes minor of a slot. */
export const lint: Lint = {
  id: 'minor-switch',
  severity: 'error',
  title: 'A version of another Kubernetes minor would be proposed',
  impact: 'Every slot moves to the newest minor, and the minors that nodes request are no longer cached.',
  fix: `${EXTEND_RULES}. Or disable minor updates of sysexts: \`{ "matchPackageNames": ["/-sysext$/"], "matchUpdateTypes": ["minor"], "enabled": false }\`.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['allowedVersions', 'extractVersion', 'versionCompatibility', 'versioning'],
      what: ({ offers }) => (offers.nextMinor ? 'the next Kubernetes minor would be proposed' : undefined),
      without: 'the default preset keeps a slot on its minor',
    }),
  invalid: {
    config: {
      extends: [PRESET],
      packageRules: [
        { matchPackageNames: ['/-sysext$/'], allowedVersions: '/^v/', extractVersion: '^(?<version>.+-azlinux3)$' },
      ],
    },
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message:
          'kubelet 1.34: the next Kubernetes minor would be proposed, by allowedVersions and extractVersion of packageRules[0]',
        fix: 'Remove allowedVersions and extractVersion of packageRules[0]: the default preset keeps a slot on its minor.',
      },
    ],
  },
  valid: {},
};
