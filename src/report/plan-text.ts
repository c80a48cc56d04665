import { type Diagnostic, sentenceOf } from '../analysis/diagnostic.ts';
import type { Plan, PullRequest, SkippedVersion } from '../analysis/schema.ts';
import { count } from './count.ts';
import { diffTextLines } from './diff-text.ts';
import { oneLine } from './escape.ts';
import {
  factsOf,
  isNewer,
  othersOf,
  placesOf,
  proposalsOf,
  type RequestFact,
  requestFacts,
  unchangedSlots,
} from './facts.ts';
import { fitTable } from './table.ts';
import { PLAIN, styled, type Terminal, wrapTo } from './terminal.ts';

/** The most lines of a diff, and the most rows of a table. The rest is counted. */
const MAX_DIFF_LINES = 60;
const MAX_ROWS = 30;

/** Formats a plan for a terminal: a summary first, and no line wider than the terminal. */
export function planText(plan: Plan, terminal: Terminal = PLAIN): string {
  const parts = [
    styled(terminal, 'bold', wrapTo(terminal, oneLine(summary(plan)))),
    ...plan.pullRequests.map((request) => pullRequestText(request, requestFacts(plan, request), terminal)),
    unchangedText(plan, terminal),
    skippedText(plan.skipped, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Summarizes a plan in one line, which starts with INCOMPLETE if lookups are missing. */
export function summary(plan: Plan): string {
  const { slots, bumped, skipped, errors, ...facts } = factsOf(plan);
  const { renovate } = plan;
  const others = othersOf(plan);
  const parts = [
    ...(errors > 0 ? [`INCOMPLETE, ${count(errors, 'problem')}`] : []),
    `${errors > 0 ? 'found ' : ''}${proposalsOf(facts)}: ${bumped} of ${count(slots, 'sysext slot')} bumped`,
    `${count(skipped, 'newer candidate')} skipped`,
    ...(others === '' ? [] : [others]),
  ];
  return `${parts.join('; ')} (Renovate ${renovate.version}, ${renovate.re2 ? 'RE2' : 'RegExp'})`;
}

function pullRequestText(
  { title, upgrades, diff }: PullRequest,
  facts: readonly RequestFact[],
  terminal: Terminal,
): string {
  const properties = facts.map(({ name, values }) => `${name.toLowerCase()} ${values.join(', ')}`.trimEnd());
  const rows = upgrades.map(({ slot, from, to, updateType, file }) => [slot, from, to, updateType, file]);
  const lines = diff === '' ? [] : diffTextLines(diff, terminal);
  return [
    styled(terminal, 'cyan', wrapTo(terminal, oneLine(title))),
    styled(terminal, 'dim', wrapTo(terminal, oneLine(properties.join(', ')))),
    ...foldedTable(terminal, 3, ['slot', 'current', 'proposed', 'update', 'file'], rows),
    ...folded(lines, MAX_DIFF_LINES, terminal),
  ].join('\n');
}

function unchangedText(plan: Plan, terminal: Terminal): string {
  const slots = unchangedSlots(plan);
  if (slots.length === 0) return '';
  const rows = slots.map(({ slot, known }) => [slot.slot, slot.from, known ? '' : 'unknown: see the problems']);
  return [styled(terminal, 'cyan', 'Unchanged'), ...foldedTable(terminal, 3, [], rows)].join('\n');
}

function skippedText(all: readonly SkippedVersion[], terminal: Terminal): string {
  const newer = all.filter(isNewer);
  if (newer.length === 0) return '';
  const rows = newer.map(({ slot, candidate, reason, detail }) => {
    return [slot, candidate === '' ? '-' : candidate, reason, detail];
  });
  const table = foldedTable(terminal, 3, ['slot', 'candidate', 'reason', 'detail'], rows);
  return [styled(terminal, 'cyan', 'Skipped'), ...table].join('\n');
}

const SEVERITY_STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;

/** Formats problems, a line each: the severity, the location, and the message. */
export function problemsText(problems: readonly Diagnostic[], terminal: Terminal = PLAIN): string {
  return problems
    .map((problem) => {
      const label = styled(terminal, SEVERITY_STYLES[problem.severity], `${problem.severity}:`);
      return `${label} ${oneLine([...placesOf(problem), sentenceOf(problem)].join(': '))}\n`;
    })
    .join('');
}

function foldedTable(
  terminal: Terminal,
  essential: number,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [...fitTable(terminal, essential, heading, rows.slice(0, MAX_ROWS)), ...rest(rows, MAX_ROWS, terminal)];
}

function folded(lines: readonly string[], most: number, terminal: Terminal): string[] {
  return [...lines.slice(0, most), ...rest(lines, most, terminal)];
}

function rest(all: readonly unknown[], most: number, terminal: Terminal): string[] {
  return all.length <= most ? [] : [styled(terminal, 'dim', `(${count(all.length - most, 'more line')})`)];
}
