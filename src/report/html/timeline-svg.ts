import { count } from '../count.ts';
import { visible } from '../escape.ts';
import { REASON_WORDS } from '../words.ts';
import { type Html, html } from './markup.ts';
import { shapeOf, symbol } from './symbols.ts';
import type { Lane, Line, Mark, Role } from './timeline-model.ts';

/** The height of a lane: one that slots have says what each mark is, the others only which version. */
export const LANE_HEIGHTS = { own: 68, other: 40 } as const;

const CHAR_WIDTH = 7.3;
const COLUMN_GAP = 26;
const COLUMN_MIN = 56;
const SKIP_WIDTH = 52;
const LONGEST_LABEL = 16;

const ROLE_WORDS = { proposed: 'proposed', cached: 'now', previous: 'previous' } as const;

/** Draws a line: a lane for each distro, a column for each version, oldest to the left. */
export function timelineSvg(line: Line, title: string): Html {
  const spots = placeColumns(line);
  const last = spots.at(-1);
  const width = Math.ceil(last === undefined ? COLUMN_MIN : last.x + last.width / 2);
  let y = 0;
  const lanes = line.lanes.map((lane) => {
    const drawn = drawLane(lane, spots, y);
    y += lane.own ? LANE_HEIGHTS.own : LANE_HEIGHTS.other;
    return drawn;
  });
  return html`<svg role="img" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}"><title>${title}</title>
${lanes}</svg>`;
}

/** A column's place: its middle, its width, and the middle of the gap before it where columns were left out. */
interface Spot {
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly skipped: number;
  readonly gap: number;
}

function placeColumns({ columns, lanes }: Line): Spot[] {
  let left = 0;
  return columns.map(({ label, skipped }, index) => {
    const words = lanes.map(({ own, marks }) => (own ? wordOf(marks[index]) : ''));
    const text = shorten(label);
    const chars = Math.max(text.length, ...words.map((word) => word.length));
    const width = Math.max(COLUMN_MIN, Math.ceil(chars * CHAR_WIDTH) + COLUMN_GAP);
    const gap = left + SKIP_WIDTH / 2;
    if (skipped > 0) left += SKIP_WIDTH;
    left += width;
    return { x: left - width / 2, width, label: text, skipped, gap };
  });
}

/** Cuts visible text, so that no part of a code point's escape is taken for the text itself. */
function shorten(label: string): string {
  const chars = [...visible(label)];
  return chars.length > LONGEST_LABEL ? `${chars.slice(0, LONGEST_LABEL - 1).join('')}…` : chars.join('');
}

function drawLane({ own, marks }: Lane, spots: readonly Spot[], top: number): Html {
  const y = top + (own ? 34 : 13);
  const placed = spots.flatMap((spot, index) => {
    const mark = marks[index];
    return mark === undefined ? [] : [{ spot, mark }];
  });
  const way = own ? placed.map(({ spot }) => spot) : spots;
  return html`<g class="${own ? 'own' : 'other'}">${track(way, y)}${bump(placed, y)}${own ? skips(spots, y) : undefined}
${placed.map(({ spot, mark }) => drawMark(mark, spot, y, own))}</g>\n`;
}

/** From the first of these places to the last. */
function track(spots: readonly Spot[], y: number): Html {
  return html`<path class="track" d="M${spots[0]?.x ?? 0} ${y}H${spots.at(-1)?.x ?? 0}"/>`;
}

/** The way from what is cached to what is proposed. */
function bump(placed: readonly { spot: Spot; mark: Mark }[], y: number): Html | undefined {
  const at = (role: Role) => placed.findLast(({ mark }) => mark.role === role)?.spot.x;
  const from = at('cached');
  const to = at('proposed');
  return from === undefined || to === undefined ? undefined : html`<path class="bump" d="M${from} ${y}H${to}"/>`;
}

function skips(spots: readonly Spot[], y: number): Html[] {
  return spots
    .filter(({ skipped }) => skipped > 0)
    .map(({ gap, skipped }) => {
      const title = `${count(skipped, 'more version')} here`;
      return html`<g class="skip"><title>${title}</title><path d="M${gap - 20} ${y}h40"/>
<text x="${gap}" y="${y - 10}">+${skipped}</text></g>`;
    });
}

function drawMark(mark: Mark, { x, label }: Spot, y: number, own: boolean): Html {
  const word = own ? wordOf(mark) : '';
  return html`<g><title>${describe(mark)}</title>${symbol(shapeOf(mark), x, y)}${
    word === '' ? undefined : html`<text class="word ${mark.role}-word" x="${x}" y="${y - 18}">${word}</text>`
  }<text x="${x}" y="${y + (own ? 27 : 22)}">${label}</text></g>\n`;
}

/** What stands over a mark. */
function wordOf(mark: Mark | undefined): string {
  if (mark === undefined || mark.role === 'published') return '';
  if (mark.role !== 'held-back') return ROLE_WORDS[mark.role];
  const { reason, missing } = mark;
  return reason === 'missing-arch' && missing.length > 0 ? `no ${missing.join(', ')}` : reasonWord(mark);
}

function reasonWord({ reason }: Mark): string {
  return reason === undefined ? 'held back' : REASON_WORDS[reason].label;
}

/** A mark in words, for its tooltip. */
function describe(mark: Mark): string {
  const { version, role, arches, missing } = mark;
  const what = role === 'held-back' ? `held back: ${reasonWord(mark)}` : role === 'cached' ? 'cached now' : role;
  const lacks = missing.length > 0 ? `; missing: ${missing.join(', ')}` : '';
  return `${version} (${what}), published for ${arches.join(', ')}${lacks}`;
}
