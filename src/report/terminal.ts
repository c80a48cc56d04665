/** How text is shown in a terminal. */
export interface Terminal {
  /** Columns; `Infinity` where the text goes to a file or a pipe. */
  readonly width: number;
  readonly color: boolean;
}

/** Plain text of any width: for files, pipes and tests. */
export const PLAIN: Terminal = { width: Number.POSITIVE_INFINITY, color: false };

const CODES = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 } as const;

/** A style of the terminal's own palette. */
export type Style = keyof typeof CODES;

/** Text in a style, where the terminal has colours. */
export function styled({ color }: Terminal, style: Style, text: string): string {
  return color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text;
}

/** Cuts a line that is wider than the terminal; the last column then shows that it was cut. */
export function cutTo({ width }: Terminal, line: string): string {
  return line.length <= width ? line : `${line.slice(0, Math.max(0, width - 1))}…`;
}

/** Breaks a line that is wider than the terminal, between words where it can: nothing of it is lost. */
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
