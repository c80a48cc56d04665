/*
 * Strings from registries, manifests and Renovate are not trusted. This module has one function per target: a line of a
 * terminal, running text and code in Markdown, and HTML. In each of them every character is visible, and nothing is a
 * command to a GitHub runner that reads the output of the job.
 */

/** Control characters, and those that are invisible or reorder the text around them. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The start of a runner's workflow command: `::` at the start of a line, `##[` anywhere. */
const COMMAND = /(?<=^\s*):(?=:)|(?<=#)#(?=\[)/g;

/** Escapes unsafe characters as their code points, so that the string is one line in which everything is visible. */
export function visible(text: string): string {
  return text.replace(UNSAFE, codePoint);
}

/** Escapes a string for one line of a terminal. */
export function oneLine(text: string): string {
  return visible(text).replace(COMMAND, codePoint);
}

/** Escapes a line in which tabs keep their meaning, such as a line of a diff. */
export function lineWithTabs(text: string): string {
  return text.split('\t').map(oneLine).join('\t');
}

/** Escapes a string for an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`#]|::/g, (found) => {
    return Array.from(found, (char) => `&#${char.charCodeAt(0)};`).join('');
  });
}

/** The most characters of one string in Markdown, so that none takes the room of all others. */
const MAX_CHARS = 300;

/** Letters and digits, with single signs between them and punctuation around: Markdown has no meaning for these. */
const WORD = /^["'(]*[\p{L}\p{N}]+(?:[-'/,.][\p{L}\p{N}]+)*["'),.;:]*$/u;

/** Words that GitHub links nevertheless: addresses, issues, commits. */
const LINKED = /^\W*(?:www\.|GH-\d|[\da-f]{7,40}\b)/i;

/** Escapes a string for running text in Markdown. Everything but plain words becomes code. */
export function prose(text: string): string {
  const words = clip(text).split(' ');
  return words.map((word) => (word === '' || (WORD.test(word) && !LINKED.test(word)) ? word : code(word))).join(' ');
}

/** Escapes a string as code in Markdown, in which GitHub links nothing. A blank string stays empty. */
export function code(text: string): string {
  const safe = clip(text);
  if (safe.trim() === '') return '';
  // A pipe ends a table's cell, even in a code span.
  if (!/[`|]/.test(safe)) return `\`${safe}\``;
  return `<code>${safe.replace(/[^\p{L}\p{N} ]/gu, (char) => `&#${char.codePointAt(0)};`)}</code>`;
}

function clip(text: string): string {
  const chars = Array.from(oneLine(text.slice(0, 2 * MAX_CHARS)));
  return chars.length > MAX_CHARS ? `${chars.slice(0, MAX_CHARS).join('')}…` : chars.join('');
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}
