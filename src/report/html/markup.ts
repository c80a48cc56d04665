import { escapeHtml } from '../escape.ts';

/** Trusted markup. Only {@link html} creates it, so that text of a plan is never taken for markup. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** The contents of a template. Text and numbers are escaped, markup is not, and `undefined` is empty. */
export type Content = string | number | Html | undefined | readonly Content[];

/**
 * Creates markup from a template. The template is trusted, and its contents are escaped unless they are markup.
 * Text becomes markup in this function only.
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
