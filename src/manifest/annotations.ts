import { commentProblem, nextLineProblem } from './annotation-problems.ts';
import { COMMENT_LINE, TRAILING_COMMENT } from './annotation-syntax.ts';

/** A comment that names the sysext whose version the next line holds: `# renovate: sysext=<registry>/<repository>`. */
export interface Annotation {
  /** The comment's line, from 1. */
  readonly line: number;
  /** Where in the text the comment's line starts. */
  readonly start: number;
  /** What the comment names, as it is written. */
  readonly reference: string;
  /** The next line, where the version is looked for. */
  readonly below: string;
  /** What is wrong with the comment or the next line, and how to fix it; `undefined` where nothing is found. */
  readonly problem: string | undefined;
}

/** What is meant as an annotation, however it is spelled. */
const SPELLED = /^(?<before>.*?)(?<word>renovate[ \t]*:?)[ \t]*(?<option>sysext[ \t]*[=:])[ \t]*(?<rest>.*)$/i;

/** What stands before one: a comment's marker, in its own line or behind a value, or the quote of a JSON string. */
const BEFORE = /(?:^|[#;/*%"'-]|\brem)\s*$/i;

/** A placeholder in a document, or the pattern of a manager. */
const PLACEHOLDER = /^(?:[<([\\…]|\.\.\.)/;

/** Reads the annotations of a text, in the order in which they stand. */
export function readAnnotations(text: string): Annotation[] {
  const lines = text.split('\n');
  const annotations: Annotation[] = [];
  let start = 0;
  for (const [index, line] of lines.entries()) {
    const { before = '', word = '', option = '', rest = '' } = SPELLED.exec(line.replace(/\r$/, ''))?.groups ?? {};
    if (word !== '' && BEFORE.test(before) && !PLACEHOLDER.test(rest)) {
      annotations.push({
        line: index + 1,
        start,
        reference: /^\S*/.exec(rest)?.[0] ?? '',
        below: lines[index + 1] ?? '',
        problem: commentProblem({ before, word, option, rest }) ?? nextLineProblem(lines, index + 1),
      });
    }
    start += line.length + 1;
  }
  return annotations;
}

const IS_COMMENT = new RegExp(COMMENT_LINE);
const COMMENT_BEHIND = new RegExp(`${TRAILING_COMMENT}.*$`, 's');

/** The lines of a text that hold `version`, with or without an architecture, from 1. Comments are left out. */
export function linesWith(text: string, version: string): number[] {
  return text.split('\n').flatMap((line, index) => {
    if (!line.includes(version) || IS_COMMENT.test(line)) return [];
    return line.replace(COMMENT_BEHIND, '').includes(version) ? [index + 1] : [];
  });
}
