/** A line of a unified diff, with its sign. */
export interface DiffLine {
  readonly kind: 'header' | 'hunk' | 'added' | 'removed' | 'context' | 'note';
  readonly text: string;
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/**
 * Splits a unified diff into lines. Within a hunk the counts of its header decide, not the look of a line: a removed
 * `-- x` looks like the header of a file.
 */
export function diffLines(diff: string): DiffLine[] {
  let removable = 0;
  let addable = 0;
  return diff
    .replace(/\n$/, '')
    .split('\n')
    .map((text) => {
      const hunk = HUNK.exec(text);
      if (removable > 0 || addable > 0) {
        const kind = kindInHunk(text);
        if (kind === 'removed' || kind === 'context') removable -= 1;
        if (kind === 'added' || kind === 'context') addable -= 1;
        return { kind, text };
      }
      if (hunk === null) return { kind: text.startsWith('\\') ? 'note' : 'header', text };
      removable = Number(hunk[1] ?? 1);
      addable = Number(hunk[2] ?? 1);
      return { kind: 'hunk', text };
    });
}

function kindInHunk(text: string): DiffLine['kind'] {
  if (text.startsWith('+')) return 'added';
  if (text.startsWith('-')) return 'removed';
  // "\ No newline at end of file" is not a line of the file.
  return text.startsWith('\\') ? 'note' : 'context';
}

/** Counts the files of a diff, and the lines that it adds and removes. */
export function diffSize(lines: readonly DiffLine[]): { files: number; added: number; removed: number } {
  return {
    files: lines.filter(({ kind, text }) => kind === 'header' && text.startsWith('+++ ')).length,
    added: lines.filter(({ kind }) => kind === 'added').length,
    removed: lines.filter(({ kind }) => kind === 'removed').length,
  };
}
