import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A versioning that compares revisions as text. */
export const lint: Lint = {
  id: 'revision-order',
  severity: 'error',
  title: 'Revision 9 of a sysext counts as newer than revision 10',
  leadsTo: 'The tenth rebuild is never proposed, or is taken back.',
  mend: "Take the rule's versioning out: the default preset compares revisions as numbers.",
  find: (facts) =>
    sysextsWith(facts, ['versioning'], ({ offers }) =>
      offers?.olderRevision ? 'revision 9 would be offered to a slot at revision 10' : undefined,
    ),
  fires: { config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'semver' }] } },
  silent: {},
};
