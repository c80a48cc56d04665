import type { Explanation } from '../plan/explain.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { fitTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** An explanation as text: the decision, each rule with how many candidates it keeps back, every candidate. */
export function explainText({ from, to, rules, candidates }: Explanation, terminal: Terminal): string {
  const decision = to === null ? `${from} stays: nothing newer fits` : `${from} -> ${to}`;
  const steps = rules.map(({ reason, text }, index) => {
    const kept = candidates.filter(({ verdict }) => verdict === reason).length;
    return `${index + 1}. ${reason} keeps back ${count(kept, 'candidate')}: ${text}`;
  });
  const rows = candidates.map(({ candidate, verdict, detail }) => [candidate, verdict, detail]);
  const table = fitTable(terminal, 2, ['candidate', 'decision', 'why'], rows);
  return [
    styled(terminal, 'bold', oneLine(decision)),
    '',
    ...steps.map((step) => oneLine(step)),
    '',
    ...table,
    '',
  ].join('\n');
}
