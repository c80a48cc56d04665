/** Control characters, and those that change the direction of the text around them or cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** The start of a workflow command of GitHub's runner: `::` at the start of a line, `##[` anywhere. */
const COMMAND = /(?<=^\s*):(?=:)|(?<=#)#(?=\[)/g;

/** Text on one line, in which everything shows: what could move, colour, hide or reorder text is written as its code point. */
export function visible(text: string): string {
  return text.replace(UNSAFE, codePoint);
}

/**
 * Text from a registry, a manifest or Renovate, fit for one line of a terminal: everything shows, and nothing is a
 * command to a job's runner.
 */
export function oneLine(text: string): string {
  return visible(text).replace(COMMAND, codePoint);
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)?.toString(16)}}`;
}
