import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A versioning that takes the revision for a suffix which has to stay. */
export const lint: Lint = {
  id: 'revision-frozen',
  severity: 'error',
  title: 'New revisions of a sysext are not offered',
  leadsTo: 'A rebuild for a vulnerability is never proposed, and nothing says so.',
  mend: "Take the rule's versioning and extractVersion out; the default preset has the revision as a part of the release.",
  find: (facts) =>
    sysextsWith(facts, ['versioning', 'extractVersion', 'allowedVersions'], ({ offers, reads }) =>
      offers !== null &&
      reads !== 'invalid' &&
      (!offers.nextRevision || !offers.patchOfOtherRevision || !offers.tenthRevision)
        ? 'a newer revision, or a patch with another revision, is not offered'
        : undefined,
    ),
  fires: { config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'docker' }] } },
  silent: {},
};
