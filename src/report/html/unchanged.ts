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

/** The section with the slots that no pull request bumps; nothing if there is none. */
export function unchangedSection(plan: Plan): Html | undefined {
  const refused = new Set(plan.heldBack.filter(({ reason }) => reason === 'disabled').map(keyOf));
  const rows = unchangedSlots(plan).map(({ slot, known }) => ({
    slot,
    state: known ? knownState(refused.has(keyOf(slot))) : UNKNOWN,
  }));
  if (rows.length === 0) return undefined;
  return html`<section id="unchanged"><h2>Slots that stay</h2><div class="card">
${fold(rows, SLOTS, 'slot', (part) => table(COLUMNS, part))}</div></section>\n`;
}

const UNKNOWN = html`<strong class="chip bad">not known: see the problems</strong>`;

function knownState(refused: boolean): Html {
  return refused
    ? html`<span class="chip warn">a rule disables its update</span>`
    : html`<span class="chip good">up to date</span>`;
}

function keyOf(place: { file: string; slot: string; package: string }): string {
  return JSON.stringify([place.file, place.slot, place.package]);
}

const COLUMNS: readonly Column<Row>[] = [
  { heading: 'Slot', cell: ({ slot }) => html`${slot.slot}<span class="under">${slot.file}</span>` },
  { heading: 'Cached now', cell: ({ slot }) => html`<code>${slot.from}</code>` },
  { heading: 'Beside it', cell: ({ slot }) => (slot.previous === null ? '–' : html`<code>${slot.previous}</code>`) },
  { heading: 'State', cell: ({ state }) => state },
];
