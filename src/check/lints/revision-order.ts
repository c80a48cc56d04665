import { PRESET } from '../examples.ts';
import type { Lint } from '../lint.ts';
import { sysextsWith } from '../sysexts.ts';

/** A versioning that compares revisions as text. */
export const lint: Lint = {
  id: 'revision-order',
  severity: 'error',
  title: 'Revision 9 of a sysext counts as newer than revision 10',
  impact: 'The tenth rebuild is never proposed, or is replaced by the ninth.',
  fix: 'Extend the default preset, or presets/rules beside a manager of your own, after other presets: they compare revisions as numbers.',
  find: (facts) =>
    sysextsWith(facts, {
      options: ['versioning'],
      what: ({ offers }) => (offers.olderRevision ? 'revision 9 would be proposed for revision 10' : undefined),
      without: 'the default preset compares revisions as numbers',
    }),
  fires: { config: { extends: [PRESET], packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'semver' }] } },
  silent: {},
};
