import type { Explanation } from '../analysis/explain.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { fitTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** Explanations as text, one after the other. */
export function explainText(explanations: readonly Explanation[], terminal: Terminal): string {
  return explanations.map((one) => explanationText(one, terminal)).join('\n');
}

/** The decision, where it is made, each rule with how many candidates it skips, every candidate. */
function explanationText({ file, slot, from, to, branch, rules, candidates }: Explanation, terminal: Terminal): string {
  const decision = to === null ? `${from} stays: no newer version fits` : `${from} -> ${to}`;
  const where = branch === null ? `${slot} in ${file}` : `${slot} in ${file}, branch ${branch}`;
  const place = file === null ? [] : [oneLine(where)];
  const steps = rules.map(({ reason, text }, index) => {
    const kept = candidates.filter(({ verdict }) => verdict === reason).length;
    return `${index + 1}. ${reason} keeps back ${count(kept, 'candidate')}: ${text}`;
  });
  const rows = candidates.map(({ candidate, verdict, detail }) => [candidate, verdict, detail]);
  const table = fitTable(terminal, 2, ['candidate', 'decision', 'why'], rows);
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
