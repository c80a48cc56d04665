import { type Diagnostic, placeOf, sentenceOf } from '../analysis/diagnostic.ts';
import type { Plan, PullRequest, SkippedVersion } from '../analysis/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { baseBranchOf, factsOf, isNewer, othersOf, proposalsOf, unchangedSlots } from './facts.ts';
import { fitTable } from './table.ts';
import { cutTo, PLAIN, type Style, styled, type Terminal, wrapTo } from './terminal.ts';

/** A diff's lines, a pull request's upgrades and a slot's reasons are told up to here, the rest is counted. */
const MOST = { diff: 60, rows: 30 } as const;

/** A plan as text for reading in a terminal: a summary first, nothing wider than the terminal. */
export function planText(plan: Plan, terminal: Terminal = PLAIN): string {
  const parts = [
    styled(terminal, 'bold', wrapTo(terminal, oneLine(summary(plan)))),
    ...plan.pullRequests.map((request) => pullRequestText(request, baseBranchOf(plan, request), terminal)),
    unchanged(plan, terminal),
    heldBackText(plan.skipped, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What a plan comes to, in one line: first, whether it is all. */
export function summary(plan: Plan): string {
  const { slots, bumped, skipped, errors, ...facts } = factsOf(plan);
  const { renovate } = plan;
  const others = othersOf(plan);
  const parts = [
    ...(errors > 0 ? [`INCOMPLETE, ${count(errors, 'problem')}`] : []),
    `${errors > 0 ? 'found ' : ''}${proposalsOf(facts)}: ${bumped} of ${count(slots, 'sysext slot')} bumped`,
    `${count(skipped, 'newer candidate')} held back`,
    ...(others === '' ? [] : [others]),
  ];
  return `${parts.join('; ')} (Renovate ${renovate.version}, ${renovate.re2 ? 'RE2' : 'RegExp'})`;
}

function pullRequestText(request: PullRequest, baseBranch: string | null, terminal: Terminal): string {
  const { title, branch, group, draft, automerge, waitsFor, labels, reviewers, upgrades, diff } = request;
  const facts = [
    `branch ${branch}${baseBranch === null ? '' : ` into ${baseBranch}`}`,
    ...(draft ? ['draft'] : []),
    ...(group === null ? [] : [`group ${group}`]),
    ...(automerge ? ['automerge'] : []),
    ...(waitsFor === null ? [] : [`waits for ${waitsFor}`]),
    ...(labels.length === 0 ? [] : [`labels ${labels.join(', ')}`]),
    ...(reviewers.length === 0 ? [] : [`reviewers ${reviewers.join(', ')}`]),
  ];
  const rows = upgrades.map(({ slot, from, to, updateType, file }) => [slot, from, to, updateType, file]);
  return [
    styled(terminal, 'cyan', wrapTo(terminal, oneLine(title))),
    styled(terminal, 'dim', wrapTo(terminal, oneLine(facts.join(', ')))),
    ...foldedTable(terminal, 3, ['slot', 'current', 'proposed', 'update', 'file'], rows),
    ...foldedDiff(diff, terminal),
  ].join('\n');
}

/** Slots that stay as they are. Of one whose lookup failed nobody knows whether it should. */
function unchanged(plan: Plan, terminal: Terminal): string {
  const slots = unchangedSlots(plan);
  if (slots.length === 0) return '';
  const rows = slots.map(({ slot, known }) => [slot.slot, slot.from, known ? '' : 'not known: see the problems']);
  return [styled(terminal, 'cyan', 'No bump'), ...foldedTable(terminal, 3, [], rows)].join('\n');
}

function heldBackText(skipped: readonly SkippedVersion[], terminal: Terminal): string {
  const newer = skipped.filter(isNewer);
  if (newer.length === 0) return '';
  const rows = newer.map(({ slot, candidate, reason, detail }) => [
    slot,
    candidate === '' ? '-' : candidate,
    reason,
    detail,
  ]);
  const table = foldedTable(terminal, 3, ['slot', 'candidate', 'reason', 'why'], rows);
  return [styled(terminal, 'cyan', 'Held back'), ...table].join('\n');
}

const SEVERITY_STYLES = { error: 'red', warning: 'yellow', info: 'dim' } as const;

/** Problems as text, a line each: where, what, and what to do. */
export function problemsText(problems: readonly Diagnostic[], terminal: Terminal = PLAIN): string {
  return problems
    .map((problem) => {
      const { severity, package: name } = problem;
      const label = styled(terminal, SEVERITY_STYLES[severity], `${severity}:`);
      return `${label} ${oneLine([placeOf(problem), name, sentenceOf(problem)].filter((part) => part !== null).join(': '))}\n`;
    })
    .join('');
}

/** The first rows, and how many more there are. */
function foldedTable(
  terminal: Terminal,
  essential: number,
  heading: readonly string[],
  rows: readonly (readonly string[])[],
): string[] {
  return [...fitTable(terminal, essential, heading, rows.slice(0, MOST.rows)), ...rest(rows, MOST.rows, terminal)];
}

/** The first lines, each made safe and cut to the terminal, and how many more there are. */
function foldedDiff(diff: string, terminal: Terminal): string[] {
  const all = diff.split('\n').slice(0, diff.endsWith('\n') ? -1 : undefined);
  const shown = all.slice(0, MOST.diff).map((line) => {
    const text = cutTo(terminal, oneLine(line.replaceAll('\t', '    ')));
    const name = diffStyle(line);
    return name === undefined ? text : styled(terminal, name, text);
  });
  return [...shown, ...rest(all, MOST.diff, terminal)];
}

function rest(all: readonly unknown[], most: number, terminal: Terminal): string[] {
  return all.length <= most ? [] : [styled(terminal, 'dim', `(${count(all.length - most, 'more line')})`)];
}

function diffStyle(line: string): Style | undefined {
  if (line.startsWith('+++') || line.startsWith('---')) return 'bold';
  if (line.startsWith('+')) return 'green';
  if (line.startsWith('-')) return 'red';
  return line.startsWith('@@') ? 'cyan' : undefined;
}
