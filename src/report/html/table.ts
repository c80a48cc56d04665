import { type Content, type Html, html } from './markup.ts';

/** A column: its heading, and its cell in a row. */
export interface Column<T> {
  readonly heading: string;
  readonly cell: (row: T) => Content;
}

/**
 * A table whose first column names the row. On narrow screens the style shows each cell as a block behind its heading,
 * and the roles keep it a table for screen readers.
 */
export function table<T>(columns: readonly Column<T>[], rows: readonly T[]): Html {
  const headings = columns.map(({ heading }) => html`<th role="columnheader" scope="col">${heading}</th>`);
  return html`<table role="table"><thead role="rowgroup"><tr role="row">${headings}</tr></thead><tbody role="rowgroup">
${rows.map((row) => tableRow(columns, row))}</tbody></table>\n`;
}

function tableRow<T>(columns: readonly Column<T>[], row: T): Html {
  const cells = columns.map(({ heading, cell }, index) =>
    index === 0
      ? html`<th role="rowheader" scope="row">${cell(row)}</th>`
      : html`<td role="cell" data-heading="${heading}">${cell(row)}</td>`,
  );
  return html`<tr role="row">${cells}</tr>\n`;
}
