import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Configurations that allow pre-releases. */
export const lint: Lint = {
  id: 'prerelease-offered',
  severity: 'error',
  title: 'A pre-release would be proposed',
  impact: 'Nodes get an alpha, beta or release candidate of Kubernetes.',
  fix: `${EXTEND_RULES}: they propose stable versions only.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['ignoreUnstable', 'allowedVersions', 'versioning'],
      what: ({ offers }) => (offers.prerelease ? 'a release candidate would be proposed' : undefined),
      without: 'the default preset proposes stable versions only',
    }),
  invalid: {
    config: withSysextRule({ ignoreUnstable: false, allowedVersions: '/^v/' }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message:
          'kubelet 1.34: a release candidate would be proposed, by ignoreUnstable and allowedVersions of packageRules[0]',
        fix: 'Remove ignoreUnstable and allowedVersions of packageRules[0]: the default preset proposes stable versions only.',
      },
    ],
  },
  valid: {},
};
