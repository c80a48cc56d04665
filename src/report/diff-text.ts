import { diffLines } from './diff-lines.ts';
import { oneLine } from './escape.ts';
import { cutTo, styled, type Terminal } from './terminal.ts';

const STYLES = { header: 'bold', hunk: 'cyan', added: 'green', removed: 'red', context: null, note: null } as const;

/** Formats a diff as lines for a terminal, cut to its width. */
export function diffTextLines(diff: string, terminal: Terminal): string[] {
  return diffLines(diff).map(({ kind, text }) => {
    const line = cutTo(terminal, oneLine(text.replaceAll('\t', '    ')));
    const style = STYLES[kind];
    return style === null ? line : styled(terminal, style, line);
  });
}
