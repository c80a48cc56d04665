import type { Plan, PlannedSlot } from '../../analysis/schema.ts';
import { unchangedSlots } from '../facts.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';
import { type Column, table } from './table.ts';

const SLOTS = { visible: 12, most: 500 };

interface Row {
  readonly slot: PlannedSlot;
  readonly state: Html;
}

/** The section of the slots that no pull request bumps. */
export function unchangedSection(plan: Plan): Html | undefined {
  const disabled = new Set(plan.skipped.filter(({ reason }) => reason === 'disabled').map(keyOf));
  const rows = unchangedSlots(plan).map(({ slot, known }) => ({
    slot,
    state: known ? knownState(disabled.has(keyOf(slot))) : UNKNOWN,
  }));
  if (rows.length === 0) return undefined;
  return html`<section id="unchanged"><h2>Unchanged slots</h2><div class="card">
${fold(rows, SLOTS, 'slot', (part) => table(COLUMNS, part))}</div></section>\n`;
}

const UNKNOWN = html`<strong class="chip bad">unknown: see the problems</strong>`;

function knownState(disabled: boolean): Html {
  return disabled
    ? html`<span class="chip warn">disabled by a rule</span>`
    : html`<span class="chip good">up to date</span>`;
}

function keyOf(place: { file: string; slot: string; package: string }): string {
  return JSON.stringify([place.file, place.slot, place.package]);
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Slot', cell: ({ slot }) => html`${slot.slot}<span class="under">${slot.file}</span>` },
  { heading: 'Latest', cell: ({ slot }) => html`<code>${slot.from}</code>` },
  { heading: 'Previous', cell: ({ slot }) => (slot.previous === null ? '–' : html`<code>${slot.previous}</code>`) },
  { heading: 'State', cell: ({ state }) => state },
];
