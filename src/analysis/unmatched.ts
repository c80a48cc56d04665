import type { RenovateResult, Unmatched } from '../renovate/messages.ts';
import { placeWords } from './cause-words.ts';
import type { Diagnostic } from './diagnostic.ts';

type Reason = Pick<Diagnostic, 'message' | 'fix'>;

/** The reason why no manager extracts a slot of a manifest, and the fix. */
export function whyNotMatched(
  file: string,
  baseBranch: string | null,
  { baseBranches, checkout }: RenovateResult,
): Reason {
  const [read, ...shadowed] = checkout.configurations;
  if (read === undefined) return reason('the repository has no Renovate configuration', 'write one with "adopt"');
  const unmatched = baseBranches.find(({ name }) => name === baseBranch)?.unmatched[file];
  if (unmatched === undefined) return { message: 'no manager extracts the slot', fix: EXTEND };
  const why = reasonOf(unmatched);
  const unread = unmatched.kind === 'no-manager' ? shadowed : [];
  return unread.length === 0
    ? why
    : { ...why, message: `${why.message}; Renovate reads ${read}, and not ${unread.join(', ')}` };
}

const EXTEND = 'extend the default preset';

function reason(why: string, fix: string): Reason {
  return { message: `no manager extracts the slot: ${why}`, fix };
}

function reasonOf({ kind, cause, managers }: Unmatched): Reason {
  const place = cause === undefined ? '' : placeWords(cause);
  switch (kind) {
    case 'enabled-managers':
      return reason(
        `enabledManagers ${cause?.value} of ${place} leaves out "custom.regex"`,
        'add "custom.regex" to enabledManagers',
      );
    case 'manager-disabled':
      return reason(`${place} disables the manager "custom.regex"`, 'enable "custom.regex"');
    case 'ignore-paths':
      return reason(
        `ignorePaths ${JSON.stringify(cause?.value)} of ${place} matches the file`,
        'set ignorePaths without the pattern',
      );
    case 'include-paths':
      return reason(`includePaths ${cause?.value} of ${place} leaves the file out`, 'add the file to includePaths');
    case 'no-manager':
      return reason('no custom manager reads the file', EXTEND);
    case 'no-match': {
      const names = managers.map((name) => JSON.stringify(name)).join(' and ');
      return reason(`${names} reads the file, and its pattern does not match`, 'write its fields as in other slots');
    }
  }
}
