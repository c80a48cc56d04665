import { styleText } from 'node:util';

/** The capabilities of an output. */
export interface Terminal {
  /** Columns; `Infinity` for a file or a pipe. */
  readonly width: number;
  readonly color: boolean;
}

/** Plain text of any width: for files, pipes and tests. */
export const PLAIN: Terminal = { width: Number.POSITIVE_INFINITY, color: false };

/** A style of the terminal's own palette. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Styles a text if the terminal has colours. */
export function styled({ color }: Terminal, style: Style, text: string): string {
  return color ? styleText(style, text, { validateStream: false }) : text;
}

/** Cuts a line to the width of the terminal, and marks the cut in the last column. */
export function cutTo({ width }: Terminal, line: string): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Wraps a line at the width of the terminal, between words if possible. */
export function wrapTo({ width }: Terminal, line: string): string {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : Math.max(1, width);
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest].join('\n');
}
