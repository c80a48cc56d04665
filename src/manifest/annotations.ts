import { commentProblem, nextLineProblem, referenceOf } from './annotation-problems.ts';
import { COMMENT_LINE, HASH, KEY_LINE, TRAILING_COMMENT } from './annotation-syntax.ts';

/** A comment that names the sysext of the version on the next line: `# renovate: sysext=<registry>/<repository>`. */
export interface Annotation {
  /** The comment's line, from 1. */
  readonly line: number;
  /** The offsets of the start and the end of the comment's line. */
  readonly start: number;
  readonly end: number;
  /** The reference in the comment, as it is written. */
  readonly reference: string;
  /** The next line, which has the version. */
  readonly below: string;
  /** The problem of the comment or of the next line, with its fix. */
  readonly problem: string | undefined;
}

/** A comment that is meant as an annotation, in any spelling. */
const SPELLED =
  /^(?<before>.*?)(?<word>renovate[ \t]*:?)[ \t]*(?<others>(?:(?!sysext)[\w.-]{1,40}=\S{1,200}[ \t]+){0,8})(?<option>sysexts?[ \t]*[=:])[ \t]*(?<rest>.*)$/i;

/** The text before an annotation: a comment's marker on its own line or after a value, or the quote of a JSON string. */
const BEFORE = /(?:^|[#;/*%!"'-]|::|\brem)\s*$/i;

/** A placeholder in a document, or the pattern of a manager. */
const PLACEHOLDER = /^(?:[<([\\…]|\.\.\.)/;

/** Reads the annotations of a text, in the order of the lines. */
export function readAnnotations(text: string): Annotation[] {
  const lines = text.split('\n');
  const annotations: Annotation[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const spelled = SPELLED.exec(line.replace(/\r$/, ''))?.groups ?? {};
    const { before = '', word = '', others = '', option = '', rest = '' } = spelled;
    if (word !== '' && BEFORE.test(before) && !PLACEHOLDER.test(rest)) {
      const reference = referenceOf(rest);
      annotations.push({
        line: index + 1,
        start,
        end: start + line.length,
        reference,
        below: lines[index + 1] ?? '',
        problem: commentProblem({ before, word, others, option, rest }) ?? nextLineProblem(lines, index + 1, reference),
      });
    }
    start += line.length + 1;
  }
  return annotations;
}

/** Whether a text contains an annotation. */
export function isAnnotated(text: string): boolean {
  return readAnnotations(text).length > 0;
}

const IS_COMMENT = new RegExp(COMMENT_LINE);
const COMMENT_BEHIND = new RegExp(`${TRAILING_COMMENT}.*$`, 's');

/** Finds the lines of a text that contain `version`, with or without an architecture, outside of comments. @returns them from 1. */
export function linesWith(text: string, version: string): number[] {
  const pattern = new RegExp(`${version.replaceAll(/[^\w-]/g, '\\$&')}(?![a-z0-9_])`);
  return text.split('\n').flatMap((line, index) => {
    const isThere = line.includes(version) && !IS_COMMENT.test(line) && pattern.test(line.replace(COMMENT_BEHIND, ''));
    return isThere ? [index + 1] : [];
  });
}

const IS_KEY = new RegExp(`^${KEY_LINE}`);
const HASHED = new RegExp(HASH);
const MAX_LINES_BESIDE = 20;

/**
 * Finds the line of a hash in the same map as a line, as in YAML: below it, on its level or deeper; above it, on its level.
 *
 * @param line from 1. The map ends at a blank line, at a line that is indented less, at the next item of a list and at
 *   another annotation.
 */
export function hashBeside(text: string, line: number): number | undefined {
  const lines = text.split('\n');
  const own = lines[line - 1] ?? '';
  const indent = /^[ \t]+/.exec(own)?.[0];
  if (indent === undefined) return undefined;
  const isEnd = (one: string) => !one.startsWith(indent) || /^\s*(?:-\s|$)/.test(one) || /renovate\s*:/i.test(one);
  const isHash = (one: string) => IS_KEY.test(one) && HASHED.test(one);
  const below = lines.slice(line, line + MAX_LINES_BESIDE);
  const end = below.findIndex(isEnd);
  const found = below.slice(0, end === -1 ? undefined : end).findIndex(isHash);
  if (found !== -1) return line + 1 + found;
  if (own.startsWith(`${indent}-`)) return undefined;
  // The line in between is the annotation.
  const above = lines.slice(Math.max(0, line - 2 - MAX_LINES_BESIDE), Math.max(0, line - 2));
  const first = above.findLastIndex(isEnd) + 1;
  const index = above.findLastIndex((one, at) => at >= first && isHash(one) && !/\s/.test(one.charAt(indent.length)));
  return index === -1 ? undefined : line - 1 - above.length + index;
}
