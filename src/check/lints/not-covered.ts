import { REVISIONLESS_VERSIONING, VERSIONING } from '../../presets/parts/patterns.ts';
import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** The versionings of the presets; a self-hosted bot may have registered `aks-sysext`. */
const OURS = [VERSIONING, REVISIONLESS_VERSIONING, 'aks-sysext'];

/** Sysexts to which the rules of the presets do not apply. */
export const lint: Lint = {
  id: 'not-covered',
  severity: 'warning',
  title: 'A sysext does not have the versioning of the presets',
  impact: "The presets' guarantees for distro, minor, revision and architectures do not apply to the sysext.",
  fix: `${EXTEND_RULES}. Remove your own rules that set a versioning for sysexts.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ versioning }) =>
        versioning !== null && OURS.includes(versioning)
          ? undefined
          : `the versioning is ${versioning ?? "Renovate's default"}`,
      without: 'the preset sets its own',
    }),
  invalid: {
    config: withSysextRule({
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>.+)$',
    }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message:
          'kubelet 1.34: the versioning is regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>.+)$, by versioning of packageRules[0]',
        fix: 'Remove versioning of packageRules[0]: the preset sets its own.',
      },
    ],
  },
  valid: {},
};
