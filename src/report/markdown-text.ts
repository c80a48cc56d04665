import { oneLine } from './escape.ts';

/** No single text from outside takes the room of all the others. */
const LONGEST_TEXT = 300;

/*
 * Text from outside: it must not become a link, a mention, a picture, markup, or a command to a job's runner.
 */

/** A word that nothing is made of: letters and digits, with single signs between them and punctuation around. */
const WORD = /^["'(]*[\p{L}\p{N}]+(?:[-'/,.][\p{L}\p{N}]+)*["'),.;:]*$/u;

/** Words that GitHub makes a link of all the same: addresses, issues, commits. */
const LINKED = /^\W*(?:www\.|GH-\d|[\da-f]{7,40}\b)/i;

/** Text from outside as running text: what is not plainly a word becomes code. */
export function prose(text: string): string {
  const words = clip(text).split(' ');
  return words.map((word) => (word === '' || (WORD.test(word) && !LINKED.test(word)) ? word : code(word))).join(' ');
}

/** Text from outside as code, in which GitHub links nothing. Nothing for nothing. */
export function code(text: string): string {
  const safe = clip(text);
  if (safe.trim() === '') return '';
  // In a code span a pipe would still end a table's cell.
  if (!/[`|]/.test(safe)) return `\`${safe}\``;
  return `<code>${safe.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`)}</code>`;
}

/** On one line, and no longer than is good for a table. */
function clip(text: string): string {
  const chars = Array.from(oneLine(text.slice(0, 2 * LONGEST_TEXT)));
  return chars.length > LONGEST_TEXT ? `${chars.slice(0, LONGEST_TEXT).join('')}…` : chars.join('');
}

/** Lines in a fence that is longer than every run of backticks in them. */
export function fenced(language: string, lines: readonly string[]): string {
  const text = lines.map(fencedLine).join('\n');
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A line in a fence, where only a runner's commands and control characters do harm. */
function fencedLine(text: string): string {
  return text.split('\t').map(oneLine).join('\t');
}

/** GitHub takes 65,536 characters in a comment. Whoever posts this may have something to say above it, and below. */
const COMMENT = 60_000;

/** The first of some texts: as many as fit into a comment together. */
export function fitting(texts: readonly string[]): readonly string[] {
  let size = 0;
  const over = texts.findIndex((text) => {
    size += text.length;
    return size > COMMENT;
  });
  return over === -1 ? texts : texts.slice(0, over);
}

/** The head of a table. */
export function tableHead(headings: readonly string[]): string {
  return `${tableRow(headings)}${tableRow(headings.map(() => '---'))}`;
}

/** A row of a table, of cells that are Markdown. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
