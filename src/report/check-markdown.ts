import type { Diagnostic } from '../analysis/diagnostic.ts';
import type { Findings } from '../check/schema.ts';
import { checkSummary, placeText } from './check-text.ts';
import { code, prose } from './escape.ts';
import { type Block, fitBlocks } from './fit.ts';
import { tableHead, tableRow } from './markdown-text.ts';

/** Formats findings as GitHub's Markdown, for a comment on a pull request or the summary of a step. */
export function checkMarkdown(found: Findings): string {
  const { diagnostics: findings, skipped } = found;
  const blocks: Block[] = [
    {
      noun: 'finding',
      open: tableHead(['Severity', 'Lint', 'Location', 'Message', 'Fix']),
      items: findings.map(findingRow),
      close: '\n',
    },
    {
      noun: 'lint',
      open: '',
      items: skipped.map(({ id, why }) => `- ${code(id)} was not checked completely: ${prose(why)}\n`),
      close: '',
    },
  ];
  const shown = blocks.filter(({ items }) => items.length > 0);
  // Incomplete lints come first: without them the findings look complete.
  return `${fitBlocks(`**${checkSummary(found)}**\n\n`, shown, ['lint', 'finding']).trimEnd()}\n`;
}

function findingRow(finding: Diagnostic): string {
  const { severity, id, message, fix } = finding;
  return tableRow([severity, code(id), code(placeText(finding)), prose(message), prose(fix ?? '')]);
}
