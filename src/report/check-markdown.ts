import type { Diagnostic } from '../analysis/diagnostic.ts';
import type { Findings } from '../check/schema.ts';
import { checkSummary, placeText } from './check-text.ts';
import { count } from './count.ts';
import { code, fitting, prose, tableHead, tableRow } from './markdown-text.ts';

/** Findings as GitHub's Markdown, for a pull request's comment or a step's summary. */
export function checkMarkdown(found: Findings): string {
  const { diagnostics: findings, skipped } = found;
  const rows = fitting(findings.map(row));
  const rest = findings.length - rows.length;
  const parts = [
    `**${checkSummary(found)}**\n`,
    ...(rows.length === 0
      ? []
      : [`${tableHead(['Severity', 'Lint', 'Place', 'What is wrong', 'To fix'])}${rows.join('')}`]),
    ...(rest > 0 ? [`**Left out, for the size of this text**: ${count(rest, 'finding')}.\n`] : []),
    ...(skipped.length === 0
      ? []
      : [skipped.map(({ id, why }) => `- ${code(id)} was not checked, or not completely: ${prose(why)}\n`).join('')]),
  ];
  return parts.join('\n');
}

function row(finding: Diagnostic): string {
  const { severity, id, message, fix } = finding;
  return tableRow([severity, code(id), code(placeText(finding)), prose(message), prose(fix ?? '')]);
}
