import { count } from '../count.ts';
import { type DiffLine, diffLines, diffSize } from '../diff-lines.ts';
import { changedPart } from './changed.ts';
import { type Html, html } from './markup.ts';

const OPEN_UP_TO = 40;
const MOST_LINES = 3000;

/** A coloured diff under its size: open if it is short. */
export function diffDetails(diff: string): Html {
  const lines = diffLines(diff);
  const { files, added, removed } = diffSize(lines);
  const shown = lines.slice(0, MOST_LINES);
  const partners = pairLines(shown);
  const rest = lines.length - shown.length;
  return html`<details class="diff"${lines.length <= OPEN_UP_TO ? html` open` : undefined}>
<summary>Diff <span class="plus">+${added}</span> <span class="minus">−${removed}</span> in ${count(files, 'file')}</summary>
<pre tabindex="0"><code>${shown.map((line) => drawLine(line, partners.get(line)))}</code></pre>${
    rest > 0 ? html`<p class="rest">${count(rest, 'more line')}, not shown here.</p>` : undefined
  }</details>\n`;
}

/** For a run of removed lines and an equally long run of added ones after it: which line became which. */
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

/** A line with its sign, and what differs from its partner marked, unless that is all of it. */
function marked(text: string, partner: DiffLine | undefined, side: 'before' | 'after'): Html {
  const sign = text.slice(0, 1);
  const own = text.slice(1);
  if (partner === undefined) return html`${sign}${withTabs(own)}`;
  const other = partner.text.slice(1);
  const changed = side === 'before' ? changedPart(own, other) : changedPart(other, own);
  if (changed.head.trim() === '' && changed.tail.trim() === '') return html`${sign}${withTabs(own)}`;
  return html`${sign}${withTabs(changed.head)}<b>${withTabs(changed[side])}</b>${withTabs(changed.tail)}`;
}

/** Escaped text in which tabs stay what they are. */
function withTabs(text: string): Html {
  return html`${text.split('\t').map((part, index) => (index === 0 ? part : html`\t${part}`))}`;
}
