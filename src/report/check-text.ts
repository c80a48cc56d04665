import type { Diagnostic, Severity } from '../analysis/diagnostic.ts';
import type { Findings } from '../check/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { type Style, styled, type Terminal } from './terminal.ts';

const STYLES = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<Severity, Style>;

/** Formats findings for a terminal: a summary first, then each finding with its location, impact and fix. */
export function checkText(found: Findings, terminal: Terminal): string {
  const { diagnostics: findings, skipped } = found;
  const parts = [
    styled(terminal, 'bold', checkSummary(found)),
    ...findings.map((finding) => findingText(finding, terminal)),
    ...(skipped.length === 0 ? [] : [skippedText(skipped, terminal)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Counts findings in one line, which starts with INCOMPLETE if a lint failed. */
export function checkSummary({ diagnostics: findings, skipped }: Findings): string {
  const of = (severity: Severity) => findings.filter((one) => one.severity === severity).length;
  const counts = `${count(of('error'), 'error')}, ${count(of('warning'), 'warning')}, ${count(of('info'), 'note')}`;
  const incomplete = skipped.some(({ failed }) => failed) ? 'INCOMPLETE: ' : '';
  return `${incomplete}${findings.length === 0 ? 'No findings' : counts}`;
}

/** `renovate.json:4:7`, as far as it is known. */
export function placeText({ file, line, column }: Diagnostic): string {
  return [file ?? 'the repository', line, column].filter((part) => part !== null).join(':');
}

function findingText(finding: Diagnostic, terminal: Terminal): string {
  const { id, severity, message, impact, fix } = finding;
  return [
    `${oneLine(placeText(finding))}  ${styled(terminal, STYLES[severity], severity)}  ${id}`,
    `  ${oneLine(message)}`,
    styled(terminal, 'dim', `  ${oneLine(impact ?? '')}`),
    `  Fix: ${oneLine(fix ?? '')}`,
  ].join('\n');
}

function skippedText(skipped: Findings['skipped'], terminal: Terminal): string {
  const lines = [...Map.groupBy(skipped, ({ why }) => why)].map(([why, lints]) => {
    return `Not checked completely: ${lints.map(({ id }) => id).join(', ')} (${oneLine(why)})`;
  });
  return styled(terminal, 'dim', lines.join('\n'));
}
