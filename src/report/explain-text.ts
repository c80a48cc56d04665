import type { Explanation } from '../analysis/explain.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { fitTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** Formats explanations for a terminal. */
export function explainText(explanations: readonly Explanation[], terminal: Terminal): string {
  return explanations.map((one) => explanationText(one, terminal)).join('\n');
}

/** The decision, its location, each rule with the number of candidates that it skips, and every candidate. */
function explanationText({ file, slot, from, to, branch, rules, candidates }: Explanation, terminal: Terminal): string {
  const decision = to === null ? `${from} stays: no newer version is allowed` : `${from} -> ${to}`;
  const location = branch === null ? `${slot} in ${file}` : `${slot} in ${file}, branch ${branch}`;
  const place = file === null ? [] : [oneLine(location)];
  const steps = rules.map(({ reason, text }, index) => {
    const skipped = candidates.filter(({ verdict }) => verdict === reason).length;
    return `${index + 1}. ${reason} skips ${count(skipped, 'candidate')}: ${text}`;
  });
  const rows = candidates.map(({ candidate, verdict, detail }) => [candidate, verdict, detail]);
  const table = fitTable(terminal, 2, ['candidate', 'decision', 'detail'], rows);
  return [
    styled(terminal, 'bold', oneLine(decision)),
    ...place,
    '',
    ...steps.map((step) => oneLine(step)),
    '',
    ...table,
    '',
  ].join('\n');
}
