import { type Plan, REASONS, type SkippedVersion } from '../../analysis/schema.ts';
import { isIncomplete, isNewer } from '../facts.ts';
import { REASON_WORDS } from '../words.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';
import { type Column, table } from './table.ts';

const CANDIDATES = { visible: 20, most: 500 };

/** The section of the skipped candidates, newer ones first. */
export function skippedSection(plan: Plan): Html {
  const all = [...plan.skipped.filter(isNewer), ...plan.skipped.filter((one) => !isNewer(one))];
  const content =
    all.length === 0
      ? html`<p class="card empty">${isIncomplete(plan) ? 'No candidate was found.' : 'No candidates were skipped.'}</p>`
      : html`<div class="card">${reasons(all)}${fold(all, CANDIDATES, 'candidate', (part) => table(COLUMNS, part))}</div>`;
  return html`<section id="skipped"><h2>Skipped</h2>${content}</section>\n`;
}

/** Each reason with its number of candidates and its meaning. */
function reasons(all: readonly SkippedVersion[]): Html {
  const numbers = Map.groupBy(all, ({ reason }) => reason);
  return html`<dl class="reasons">${REASONS.map((reason) => {
    const n = numbers.get(reason)?.length ?? 0;
    const { label, meaning } = REASON_WORDS[reason];
    return n === 0 ? undefined : html`<div><dt><b>${n}</b> ${label}</dt><dd>${meaning}</dd></div>`;
  })}</dl>`;
}

const COLUMNS: readonly Column<SkippedVersion>[] = [
  { heading: 'Slot', cell: ({ slot, file }) => html`${slot}<span class="under">${file}</span>` },
  { heading: 'Current', cell: ({ from }) => html`<code>${from}</code>` },
  { heading: 'Candidate', cell: ({ candidate }) => html`<code>${candidate === '' ? '–' : candidate}</code>` },
  { heading: 'Reason', cell: ({ reason }) => html`<span class="chip">${REASON_WORDS[reason].label}</span>` },
  { heading: 'Detail', cell: ({ detail }) => detail },
];
