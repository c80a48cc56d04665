import { count } from '../count.ts';
import { type Html, html } from './markup.ts';

/** The number of items that are visible, and the most that are included. */
export interface Sizes {
  readonly visible: number;
  readonly most: number;
}

/**
 * Shows the first items, folds the next ones under their count, and only counts the rest.
 *
 * @param render makes the markup of a part of the list; called once for each part.
 */
export function fold<T>(
  items: readonly T[],
  { visible, most }: Sizes,
  noun: string,
  render: (part: readonly T[]) => Html,
): Html {
  const folded = items.slice(visible, most);
  return html`${render(items.slice(0, visible))}${
    folded.length === 0
      ? undefined
      : html`<details class="more"><summary>${more(folded.length, noun)}</summary>${render(folded)}</details>`
  }${items.length > most ? html`<p class="rest">${more(items.length - most, noun)}, not shown here: <code>--format json</code> has all.</p>` : undefined}\n`;
}

/** `3 more slots`. */
function more(n: number, noun: string): string {
  return count(n, noun).replace(' ', ' more ');
}
