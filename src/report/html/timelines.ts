import type { Plan, PlannedSlot } from '../../analysis/schema.ts';
import { count } from '../count.ts';
import { fold } from './fold.ts';
import { type Html, html } from './markup.ts';
import { type Shape, symbol } from './symbols.ts';
import { timelines } from './timeline.ts';
import type { Line, Timeline } from './timeline-model.ts';
import { LANE_HEIGHTS, timelineSvg } from './timeline-svg.ts';

const COMPONENTS = { visible: 6, most: 40 };
const LINES = { visible: 6, most: 24 };
const SLOTS = { visible: 2, most: 12 };

/** The section of the timelines, a picture for each component. */
export function timelinesSection(plan: Plan): Html | undefined {
  const all = timelines(plan);
  if (all.length === 0) return undefined;
  return html`<section id="timelines"><h2>Timelines</h2>
<p class="lead">Published versions of each Kubernetes minor, oldest to the left. Point at a mark to see its version.</p>
${legend()}
${fold(all, COMPONENTS, 'component', (part) => html`${part.map(componentCard)}`)}</section>\n`;
}

function legend(): Html {
  return html`<ul class="legend">${LEGEND.map(([shape, text]) => {
    return html`<li><svg aria-hidden="true" width="22" height="22" viewBox="0 0 22 22">${symbol(shape, 11, 11)}</svg>${text}</li>`;
  })}<li><span class="lane-key" aria-hidden="true"></span>another distro</li></ul>`;
}

const LEGEND: readonly [Shape, string][] = [
  ['cached', 'cached now'],
  ['previous', 'previous, cached beside it'],
  ['proposed', 'proposed'],
  ['skipped', 'skipped'],
  ['published', 'published'],
  ['incomplete', 'published for some architectures only'],
];

function componentCard({ component, package: name, lines }: Timeline): Html {
  return html`<article class="card component"><h3>${component}</h3> <code class="soft">${name}</code>
${fold(lines, LINES, 'line', (part) => html`${part.map((line) => lineRow(line, component))}`)}</article>\n`;
}

function lineRow(line: Line, component: string): Html {
  const { minor, slots, hiddenLanes, published } = line;
  const name = minor === '' ? 'no minor' : minor;
  return html`<div class="line"><div class="line-head"><h4>${name}</h4>
${fold(slots, SLOTS, 'slot', (part) => html`<ul>${part.map(slotItem)}</ul>`)}
<p class="soft">${published === 0 ? 'no published versions are known' : `${count(published, 'version')} published`}${
    hiddenLanes > 0 ? `, ${count(hiddenLanes, 'more distro')} not drawn` : ''
  }</p></div>
${published === 0 ? undefined : picture(line, `${component} ${name}`)}</div>\n`;
}

function picture(line: Line, name: string): Html {
  return html`<ul class="lanes">${line.lanes.map(({ distro, own }) => {
    return html`<li class="${own ? 'own' : 'other'}" style="height:${own ? LANE_HEIGHTS.own : LANE_HEIGHTS.other}px">${distro}</li>`;
  })}</ul>
<div class="scroll" tabindex="0" role="region" aria-label="Timeline of ${name}">${timelineSvg(line, titleOf(line, name))}</div>`;
}

function slotItem({ from, to }: PlannedSlot): Html {
  return to === null
    ? html`<li><code>${from}</code></li>`
    : html`<li><code>${from}</code> <span class="step"><span class="arrow">→</span> <code class="to">${to}</code></span></li>`;
}

/** The text alternative of a picture. */
function titleOf({ slots, lanes, published }: Line, name: string): string {
  const marks = lanes.flatMap((lane) => lane.marks.flatMap((mark) => mark ?? []));
  const of = (role: string) => marks.filter((mark) => mark.role === role).map(({ version }) => version);
  const parts = [
    ['now', [...new Set(slots.map(({ from }) => from))].slice(0, SLOTS.most)],
    ['previous', of('previous')],
    ['proposed', of('proposed')],
    ['skipped', of('skipped')],
  ] as const;
  const texts = parts
    .filter(([, versions]) => versions.length > 0)
    .map(([word, versions]) => `${word} ${versions.join(', ')}`);
  return `${name}: ${count(published, 'version')} published; ${texts.join('; ')}`;
}
