import { withSysextRule } from '../examples.ts';
import { EXTEND_RULES } from '../fixes.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** Versionings that compare revisions as strings. */
export const lint: Lint = {
  id: 'revision-order',
  severity: 'error',
  title: 'Revision 9 of a sysext is newer than revision 10 for its versioning',
  impact: 'The tenth rebuild is never proposed, or is replaced with the ninth one.',
  fix: `${EXTEND_RULES}: they compare revisions as numbers.`,
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ offers }) => (offers.olderRevision ? 'revision 9 would be proposed for revision 10' : undefined),
      without: 'the default preset compares revisions as numbers',
    }),
  invalid: {
    config: withSysextRule({ versioning: 'semver' }),
    findings: [
      {
        file: 'renovate.json',
        line: 6,
        message: 'kubelet 1.34: revision 9 would be proposed for revision 10, by versioning of packageRules[0]',
        fix: 'Remove versioning of packageRules[0]: the default preset compares revisions as numbers.',
      },
    ],
  },
  valid: {},
};
