import { oneLine } from './escape.ts';
import { cutTo, type Terminal, wrapTo } from './terminal.ts';

type Rows = readonly (readonly string[])[];

/**
 * Aligns rows of cells in columns, two spaces apart, without trailing spaces.
 *
 * @param rows the first is the heading. A short row is filled up with empty cells.
 */
export function formatTable(rows: Rows): string {
  const cells = rows.map((row) => row.map(oneLine));
  const widths = widthsOf(cells);
  return cells
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

/**
 * Formats rows as lines for a terminal. Columns that are not essential may be cut off. If the essential ones do not fit,
 * the cells of each row stand below its first one.
 *
 * @param essential the number of essential columns, from the left.
 * @param heading the names of the columns; may be empty.
 */
export function fitTable(terminal: Terminal, essential: number, heading: readonly string[], rows: Rows): string[] {
  const all = heading.length === 0 ? rows : [heading, ...rows];
  const widths = widthsOf(all.map((row) => row.map(oneLine))).slice(0, essential);
  const needed = widths.reduce((sum, width) => sum + width + 2, -2);
  if (needed <= terminal.width) {
    const lines = formatTable(all).trimEnd().split('\n');
    return lines.map((line) => cutTo(terminal, line));
  }
  return rows.flatMap(listRow).map((line) => wrapTo(terminal, line));

  function listRow([first = '', ...cells]: readonly string[]): string[] {
    const names = heading.slice(1);
    const width = Math.max(0, ...names.map((name) => name.length));
    const named = cells.map((cell, index) => ['', names[index]?.padEnd(width), oneLine(cell)]);
    const shown = named.filter((_, index) => cells[index] !== '');
    return [oneLine(first), ...shown.map((parts) => parts.filter((part) => part !== undefined).join('  '))];
  }
}

function widthsOf(cells: Rows): number[] {
  const widths: number[] = [];
  for (const row of cells) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return widths;
}
