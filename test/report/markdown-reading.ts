/*
 * A reader of the Markdown that the report writes: it takes away what is inert (fenced blocks, code) and what the
 * report itself writes, and looks at what is left.
 */

/** What the report writes itself. */
const OWN =
  /^<details><summary>(?:Diff|Skipped): [\w ,+−]+<\/summary>$|^<\/details>$|^### |^- |\*\*(?:error|warning|Automerge|Draft|This plan is incomplete|Omitted to fit the size limit|JavaScript RegExp, not RE2|(?:No|\d+) pull requests?[\w ,]*)\*\*/g;

/** Code, as a span without anything that ends one or a table's cell, or as an element with nothing but entities. */
const CODE = /`[^`|]+`|<code>(?:[\p{L}\p{N} ]|&#\d+;)*<\/code>/gu;

/** Signs that nothing is made of, where words stand between them. */
const PLAIN = /^[\p{L}\p{N} .,;:'"()/|·–-]*$/u;

/** Plain words that GitHub makes a link or an emoji of all the same. */
const LINKED = /\bwww\.|\bGH-\d|\b[\da-f]{7,40}\b|:\w+:|:\/\//i;

export interface Reading {
  /** What is live and should not be. */
  readonly faults: readonly string[];
  /** Lines of tables. */
  readonly rows: readonly string[];
  /** The fenced blocks' lines. */
  readonly fenced: readonly string[];
}

/** Reads a whole report. */
export function readMarkdown(markdown: string): Reading {
  const faults: string[] = [];
  const rows: string[] = [];
  const fenced: string[] = [];
  let fence = '';
  let depth = 0;
  let columns = 0;
  for (const line of markdown.split('\n')) {
    if (fence !== '') {
      if (isEndOf(line, fence)) fence = '';
      else fenced.push(line);
      continue;
    }
    fence = /^(`{3,})diff$/.exec(line)?.[1] ?? '';
    if (fence !== '') continue;
    if (line.startsWith('<details>')) depth += 1;
    if (line === '</details>') depth -= 1;
    const signs = line.split('|').length;
    columns = line.startsWith('|') ? columns || signs : 0;
    if (columns !== 0 && signs !== columns) faults.push(`a cell too many or too few: ${line}`);
    if (columns !== 0) rows.push(line);
    const rest = line.replace(OWN, '').replace(CODE, 'code');
    if (!PLAIN.test(rest) || LINKED.test(rest)) faults.push(`live: ${rest}`);
  }
  if (fence !== '') faults.push('a fence that is not closed');
  if (depth !== 0) faults.push(`details that are not balanced: ${depth}`);
  return { faults, rows, fenced };
}

/** As CommonMark has it: a fence ends at the first line with as many backticks or more, three spaces before it at most. */
function isEndOf(line: string, fence: string): boolean {
  const [, backticks = ''] = /^ {0,3}(`+)\s*$/.exec(line) ?? [];
  return backticks.length >= fence.length;
}
