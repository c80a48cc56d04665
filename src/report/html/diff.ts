import { count } from '../count.ts';
import { type DiffLine, diffLines, diffSize } from '../diff-lines.ts';
import { changedPart } from './changed.ts';
import { type Html, html } from './markup.ts';

/** Longer diffs are closed. */
const MAX_OPEN_LINES = 40;
const MAX_LINES = 3000;

/** A coloured diff below its size. */
export function diffDetails(diff: string): Html {
  const lines = diffLines(diff);
  const { files, added, removed } = diffSize(lines);
  const shown = lines.slice(0, MAX_LINES);
  const partners = pairLines(shown);
  const rest = lines.length - shown.length;
  return html`<details class="diff"${lines.length <= MAX_OPEN_LINES ? html` open` : undefined}>
<summary>Diff <span class="plus">+${added}</span> <span class="minus">−${removed}</span> in ${count(files, 'file')}</summary>
<pre tabindex="0"><code>${shown.map((line) => drawLine(line, partners.get(line)))}</code></pre>${
    rest > 0 ? html`<p class="rest">${count(rest, 'more line')}, not shown here.</p>` : undefined
  }</details>\n`;
}

/** Pairs the lines of a removed run and of an equally long added run after it. */
function pairLines(lines: readonly DiffLine[]): Map<DiffLine, DiffLine> {
  const partners = new Map<DiffLine, DiffLine>();
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const close = () => {
    if (removed.length === added.length) {
      for (const [index, line] of removed.entries()) pair(line, added[index]);
    }
    removed = [];
    added = [];
  };
  const pair = (before: DiffLine, after: DiffLine | undefined) => {
    if (after !== undefined) partners.set(before, after).set(after, before);
  };
  for (const line of lines) {
    if (line.kind === 'removed' && added.length > 0) close();
    if (line.kind === 'removed') removed.push(line);
    else if (line.kind === 'added') added.push(line);
    else close();
  }
  close();
  return partners;
}

function drawLine(line: DiffLine, partner: DiffLine | undefined): Html {
  const { kind, text } = line;
  if (kind === 'removed') return html`<del>${marked(text, partner, 'before')}\n</del>`;
  if (kind === 'added') return html`<ins>${marked(text, partner, 'after')}\n</ins>`;
  return html`<span class="${kind}">${withTabs(text)}\n</span>`;
}

/** A line with its sign. The part that differs from its partner is marked, unless that is the entire line. */
function marked(text: string, partner: DiffLine | undefined, side: 'before' | 'after'): Html {
  const sign = text.slice(0, 1);
  const own = text.slice(1);
  if (partner === undefined) return html`${sign}${withTabs(own)}`;
  const other = partner.text.slice(1);
  const changed = side === 'before' ? changedPart(own, other) : changedPart(other, own);
  if (changed.head.trim() === '' && changed.tail.trim() === '') return html`${sign}${withTabs(own)}`;
  return html`${sign}${withTabs(changed.head)}<b>${withTabs(changed[side])}</b>${withTabs(changed.tail)}`;
}

/** Text in which tabs are not escaped. */
function withTabs(text: string): Html {
  return html`${text.split('\t').map((part, index) => (index === 0 ? part : html`\t${part}`))}`;
}
