import type { Plan, PlannedSlot, Problem } from '../plan/model.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';

/** A plan as text: what was found in one line, then a table of the slots. */
export function planText(plan: Plan): string {
  const { slots, renovate, others } = plan;
  if (slots.length === 0)
    return `No sysexts found.${others > 0 ? ` ${count(others, 'other dependency')} not shown.` : ''}\n`;
  const rows = [['slot', 'current', 'proposed', 'pull request'], ...slots.map(toRow)];
  const engine = `Renovate ${renovate.version}, ${renovate.re2 ? 'RE2' : 'JavaScript RegExp'}`;
  return `${summary(plan)} (${engine})\n\n${formatTable(rows)}`;
}

function summary({ slots, problems }: Plan): string {
  const bumped = slots.filter(({ to }) => to !== undefined).length;
  const branches = new Set(slots.flatMap(({ pullRequest }) => pullRequest?.branch ?? []));
  const proposed = `${bumped} of ${count(slots.length, 'slot')} bumped in ${count(branches.size, 'pull request')}`;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  return errors === 0 ? proposed : `${proposed}; not whole: ${count(errors, 'problem')}`;
}

function toRow({ slot, from, to, pullRequest, note }: PlannedSlot): string[] {
  return [slot, from, to ?? '-', pullRequest?.branch ?? (note === undefined ? 'up to date' : `(${note})`)];
}

/** Problems as text, a line each: where, what, and what to do. */
export function problemsText(problems: readonly Problem[]): string {
  return problems.map((problem) => `${problem.severity}: ${oneLine(describe(problem))}\n`).join('');
}

function describe({ file, package: name, message }: Problem): string {
  return [file, name, message].filter((part) => part !== undefined).join(': ');
}

function count(n: number, noun: string): string {
  const many = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`;
  return `${n} ${n === 1 ? noun : many}`;
}
