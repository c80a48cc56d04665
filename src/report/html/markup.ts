import { visible } from '../escape.ts';

/** Markup that a page may hold as it is. Only {@link html} makes it, so text of a plan is never taken for it. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is not, nothing is left for `undefined`. */
export type Content = string | number | Html | undefined | readonly Content[];

/**
 * Markup from a template: its own text is trusted, all that is put into it is escaped unless it is markup itself.
 * This is the one place where text becomes markup.
 */
export function html(literals: TemplateStringsArray, ...contents: readonly Content[]): Html {
  const parts = literals.map((literal, index) => (index === 0 ? literal : render(contents[index - 1]) + literal));
  return new Html(parts.join(''));
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.markup;
  if (typeof content === 'string' || typeof content === 'number') return escapeHtml(String(content));
  return content.map(render).join('');
}

/**
 * Text fit for an element or a quoted attribute, on one line: control characters and those that reorder text are
 * written as their code point. `::` and `##[` are taken apart as well: at a job's output, a GitHub runner obeys them.
 */
export function escapeHtml(text: string): string {
  return visible(text).replace(/[&<>"'`#]|::/g, (found) => {
    return Array.from(found, (char) => `&#${char.charCodeAt(0)};`).join('');
  });
}
