import { formatPatch, structuredPatch } from 'diff';

/** A file before and after a change. */
interface FileChange {
  readonly file: string;
  /** `null` for a new file. */
  readonly before: string | null;
  readonly after: string;
}

/** Lines of context around a change, as git has them. */
const CONTEXT_LINES = 3;

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
  const patch = structuredPatch(...names, before ?? '', after, undefined, undefined, { context: CONTEXT_LINES });
  return formatPatch({ ...patch, isGit: true, isCreate });
}
