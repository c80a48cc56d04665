import { type Html, html } from './markup.ts';
import type { Mark } from './timeline-model.ts';

/** The shape of a version in a timeline. Shapes differ, so that colour is not the only distinction. */
export type Shape = 'proposed' | 'cached' | 'previous' | 'skipped' | 'published' | 'incomplete';

/** The shape of a mark. */
export function shapeOf({ role, missing }: Mark): Shape {
  return role === 'published' && missing.length > 0 ? 'incomplete' : role;
}

/** A shape around a point, as SVG. */
export function symbol(shape: Shape, x: number, y: number): Html {
  const at = `translate(${x} ${y})`;
  return html`<path class="${shape}" transform="${at}" d="${OUTLINES[shape]}"/>`;
}

const OUTLINES: Record<Shape, string> = {
  // A diamond with an arrow up in it.
  proposed: 'M0-10 10 0 0 10-10 0ZM0-5v9M-4-1l4-4 4 4',
  cached: 'M-6.5 0a6.5 6.5 0 1 0 13 0a6.5 6.5 0 1 0-13 0Z',
  previous: 'M-6-6H6V6H-6Z',
  skipped: 'M-5.5-5.5 5.5 5.5M5.5-5.5-5.5 5.5',
  published: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z',
  incomplete: 'M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0Z',
};
