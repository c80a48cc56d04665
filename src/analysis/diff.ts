import { formatPatch, type StructuredPatch, structuredPatch } from 'diff';

/** A file before and after a change. */
interface FileChange {
  readonly file: string;
  /** `null` for a new file. */
  readonly before: string | null;
  readonly after: string;
}

/** Lines of context around a change, as git has them. */
const CONTEXT_LINES = 3;

/** The most lines that a diff searches for. The search takes quadratic time, and a hostile manifest may be large. */
const MAX_CHANGED_LINES = 4000;

/**
 * Formats changes as a unified diff with git's headers, so that `git apply` accepts it.
 *
 * @returns an empty string for files that do not change.
 */
export function unifiedDiff(changes: readonly FileChange[]): string {
  return changes
    .filter(({ before, after }) => before !== after)
    .map(filePatch)
    .join('');
}

function filePatch({ file, before, after }: FileChange): string {
  const isCreate = before === null;
  const names = [isCreate ? '/dev/null' : `a/${file}`, `b/${file}`] as const;
  const options = { context: CONTEXT_LINES, maxEditLength: MAX_CHANGED_LINES };
  const patch =
    structuredPatch(...names, before ?? '', after, undefined, undefined, options) ??
    replacement(...names, before ?? '', after);
  return formatPatch({ ...patch, isGit: true, isCreate });
}

/** A patch of one hunk that replaces all lines. */
function replacement(from: string, to: string, before: string, after: string): StructuredPatch {
  const removed = structuredPatch(from, to, before, '').hunks[0]?.lines ?? [];
  const added = structuredPatch(from, to, '', after).hunks[0]?.lines ?? [];
  const hunk = {
    oldStart: 1,
    oldLines: removed.filter((line) => line.startsWith('-')).length,
    newStart: 1,
    newLines: added.filter((line) => line.startsWith('+')).length,
    lines: [...removed, ...added],
  };
  return { oldFileName: from, newFileName: to, oldHeader: undefined, newHeader: undefined, hunks: [hunk] };
}
