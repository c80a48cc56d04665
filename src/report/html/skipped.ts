import { type HeldBack, type Plan, REASONS } from '../../analysis/schema.ts';
import { count } from '../count.ts';
import { isIncomplete, isNewer } from '../facts.ts';
import { REASON_WORDS } from '../words.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';
import { tableHead } from './table.ts';

const SLOTS = { visible: 8, most: 400 };
const MOST_CANDIDATES = 20;

/** The section of the skipped candidates: each slot, and below it its candidates with the reason. */
export function skippedSection(plan: Plan): Html {
  const { heldBack } = plan;
  const all = [...Map.groupBy(heldBack, (held) => JSON.stringify([held.file, held.slot, held.package])).values()];
  const { newer = [], older = [] } = Object.groupBy(all, (group) => (group.some(isNewer) ? 'newer' : 'older'));
  const groups = [...newer, ...older];
  const content =
    groups.length === 0
      ? html`<p class="card empty">${isIncomplete(plan) ? 'No candidate was found.' : 'No candidates were skipped.'}</p>`
      : html`<div class="card">${reasons(heldBack)}${fold(groups, SLOTS, 'slot', groupTable)}</div>`;
  return html`<section id="skipped"><h2>Skipped</h2>${content}</section>\n`;
}

/** Each reason with its number of candidates and its meaning. */
function reasons(heldBack: readonly HeldBack[]): Html {
  const numbers = Map.groupBy(heldBack, ({ reason }) => reason);
  return html`<dl class="reasons">${REASONS.map((reason) => {
    const n = numbers.get(reason)?.length ?? 0;
    const { label, meaning } = REASON_WORDS[reason];
    return n === 0 ? undefined : html`<div><dt><b>${n}</b> ${label}</dt><dd>${meaning}</dd></div>`;
  })}</dl>`;
}

function groupTable(groups: readonly (readonly HeldBack[])[]): Html {
  return html`<table role="table" class="grouped">${tableHead(HEADINGS)}${groups.map(groupBody)}</table>`;
}

const HEADINGS = [{ heading: 'Candidate' }, { heading: 'Reason' }, { heading: 'Detail' }];

function groupBody(group: readonly HeldBack[]): Html {
  const rest = group.length - MOST_CANDIDATES;
  return html`<tbody role="rowgroup">${group.slice(0, 1).map(groupRow)}
${group.slice(0, MOST_CANDIDATES).map(candidateRow)}${
  rest > 0
    ? html`<tr role="row"><td role="cell" colspan="3" class="rest">${count(rest, 'more candidate')}, not shown here.</td></tr>`
    : undefined
}</tbody>`;
}

function groupRow({ slot, from, file }: HeldBack): Html {
  return html`<tr role="row"><th role="rowheader" scope="rowgroup" colspan="3">${slot} <code>${from}</code>
<span class="soft">${file}</span></th></tr>`;
}

function candidateRow({ candidate, reason, detail }: HeldBack): Html {
  return html`<tr role="row"><td role="cell" data-heading="Candidate"><code>${candidate === '' ? '–' : candidate}</code></td>
<td role="cell" data-heading="Reason"><span class="chip">${REASON_WORDS[reason].label}</span></td>
<td role="cell" data-heading="Detail">${detail}</td></tr>\n`;
}
