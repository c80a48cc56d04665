import { lineWithTabs } from './escape.ts';

/** Formats lines as a fenced block. The fence is longer than every run of backticks in them. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.map(lineWithTabs).join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Formats the head of a table. */
export function tableHead(headings: readonly string[]): string {
  return `${tableRow(headings)}${tableRow(headings.map(() => '---'))}`;
}

/** Formats a row of a table. @param cells Markdown. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
