import { count } from '../count.ts';
import { visible } from '../escape.ts';
import { REASON_WORDS } from '../words.ts';
import { type Html, html } from './markup.ts';
import { shapeOf, symbol } from './symbols.ts';
import type { Lane, Line, Mark, Role } from './timeline-model.ts';

/** The height of a lane, in pixels. The lanes of the slots' distros have a word for each mark. */
export const LANE_HEIGHTS = { own: 68, other: 40 } as const;

const CHAR_WIDTH = 7.3;
const COLUMN_GAP = 26;
const MIN_COLUMN_WIDTH = 56;
const GAP_WIDTH = 52;
const MAX_LABEL_CHARS = 16;

const ROLE_WORDS = { proposed: 'proposed', cached: 'now', previous: 'previous' } as const;

/** Draws a line: a lane for each distro, and a column for each version, oldest to the left. */
export function timelineSvg(line: Line, title: string): Html {
  const spots = placeColumns(line);
  const last = spots.at(-1);
  const width = Math.ceil(last === undefined ? MIN_COLUMN_WIDTH : last.x + last.width / 2);
  let y = 0;
  const lanes = line.lanes.map((lane) => {
    const drawn = drawLane(lane, spots, y);
    y += lane.own ? LANE_HEIGHTS.own : LANE_HEIGHTS.other;
    return drawn;
  });
  return html`<svg role="img" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}"><title>${title}</title>
${lanes}</svg>`;
}

/** The position of a column: its middle, its width, and the middle of the gap before it if columns before it are omitted. */
interface Spot {
  readonly x: number;
  readonly width: number;
  readonly label: string;
  readonly omitted: number;
  readonly gap: number;
}

function placeColumns({ columns, lanes }: Line): Spot[] {
  let left = 0;
  return columns.map(({ label, omitted }, index) => {
    const words = lanes.map(({ own, marks }) => (own ? wordOf(marks[index]) : ''));
    const text = shorten(label);
    const chars = Math.max(text.length, ...words.map((word) => word.length));
    const width = Math.max(MIN_COLUMN_WIDTH, Math.ceil(chars * CHAR_WIDTH) + COLUMN_GAP);
    const gap = left + GAP_WIDTH / 2;
    if (omitted > 0) left += GAP_WIDTH;
    left += width;
    return { x: left - width / 2, width, label: text, omitted, gap };
  });
}

/** Escapes a label before it is cut, so that a cut escape sequence is not taken for the label. */
function shorten(label: string): string {
  const chars = [...visible(label)];
  return chars.length > MAX_LABEL_CHARS ? `${chars.slice(0, MAX_LABEL_CHARS - 1).join('')}…` : chars.join('');
}

function drawLane({ own, marks }: Lane, spots: readonly Spot[], top: number): Html {
  const y = top + (own ? 34 : 13);
  const placed = spots.flatMap((spot, index) => {
    const mark = marks[index];
    return mark === undefined ? [] : [{ spot, mark }];
  });
  const way = own ? placed.map(({ spot }) => spot) : spots;
  return html`<g class="${own ? 'own' : 'other'}">${track(way, y)}${bump(placed, y)}${own ? gaps(spots, y) : undefined}
${placed.map(({ spot, mark }) => drawMark(mark, spot, y, own))}</g>\n`;
}

/** A track from the first spot to the last. */
function track(spots: readonly Spot[], y: number): Html {
  return html`<path class="track" d="M${spots[0]?.x ?? 0} ${y}H${spots.at(-1)?.x ?? 0}"/>`;
}

/** The track from the current version to the proposed one. */
function bump(placed: readonly { spot: Spot; mark: Mark }[], y: number): Html | undefined {
  const at = (role: Role) => placed.findLast(({ mark }) => mark.role === role)?.spot.x;
  const from = at('cached');
  const to = at('proposed');
  return from === undefined || to === undefined ? undefined : html`<path class="bump" d="M${from} ${y}H${to}"/>`;
}

function gaps(spots: readonly Spot[], y: number): Html[] {
  return spots
    .filter(({ omitted }) => omitted > 0)
    .map(({ gap, omitted }) => {
      const title = `${count(omitted, 'more version')} here`;
      return html`<g class="gap"><title>${title}</title><path d="M${gap - 20} ${y}h40"/>
<text x="${gap}" y="${y - 10}">+${omitted}</text></g>`;
    });
}

function drawMark(mark: Mark, { x, label }: Spot, y: number, own: boolean): Html {
  const word = own ? wordOf(mark) : '';
  return html`<g><title>${describe(mark)}</title>${symbol(shapeOf(mark), x, y)}${
    word === '' ? undefined : html`<text class="word ${mark.role}-word" x="${x}" y="${y - 18}">${word}</text>`
  }<text x="${x}" y="${y + (own ? 27 : 22)}">${label}</text></g>\n`;
}

/** The word above a mark. */
function wordOf(mark: Mark | undefined): string {
  if (mark === undefined || mark.role === 'published') return '';
  if (mark.role !== 'skipped') return ROLE_WORDS[mark.role];
  const { reason, missing } = mark;
  return reason === 'missing-arch' && missing.length > 0 ? `no ${missing.join(', ')}` : reasonWord(mark);
}

function reasonWord({ reason }: Mark): string {
  return reason === undefined ? 'skipped' : REASON_WORDS[reason].label;
}

/** The tooltip of a mark. */
function describe(mark: Mark): string {
  const { version, role, arches, missing } = mark;
  const words = role === 'skipped' ? `skipped: ${reasonWord(mark)}` : role === 'cached' ? 'cached now' : role;
  const lacks = missing.length > 0 ? `; missing: ${missing.join(', ')}` : '';
  return `${version} (${words}), published for ${arches.join(', ')}${lacks}`;
}
