import type { RenovateResult, Unmatched } from '../renovate/messages.ts';
import { placeWords } from './cause-words.ts';

/** Why no manager extracts a slot of a manifest, and what to do. */
export function whyNotMatched(
  file: string,
  baseBranch: string | null,
  { baseBranches, checkout }: RenovateResult,
): string {
  const [read, ...shadowed] = checkout.configurations;
  if (read === undefined) return 'the repository has no Renovate configuration: "adopt" writes one';
  const unmatched = baseBranches.find(({ name }) => name === baseBranch)?.unmatched[file];
  const words = unmatched === undefined ? 'extend the default preset' : wordsFor(unmatched);
  const unread = unmatched?.kind === 'no-manager' ? shadowed : [];
  return unread.length === 0 ? words : `${words}; Renovate reads ${read}, and not ${unread.join(', ')}`;
}

function wordsFor({ kind, cause, managers }: Unmatched): string {
  const place = cause === undefined ? '' : placeWords(cause);
  switch (kind) {
    case 'enabled-managers':
      return `enabledManagers ${cause?.value} of ${place} leaves out "custom.regex": add it`;
    case 'manager-disabled':
      return `${place} disables the manager "custom.regex": enable it`;
    case 'ignore-paths':
      return `ignorePaths ${JSON.stringify(cause?.value)} of ${place} matches the file: set ignorePaths without it`;
    case 'include-paths':
      return `includePaths ${cause?.value} of ${place} leaves the file out: add it`;
    case 'no-manager':
      return 'no custom manager reads the file: extend the default preset';
    case 'no-match':
      return `${managers.map((name) => JSON.stringify(name)).join(' and ')} reads the file, and its pattern does not match this slot: write its fields as in other slots`;
  }
}
