import type { HeldBack, Plan, Problem, PullRequest } from '../plan/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { factsOf, isNewer, placeOf, unchangedSlots } from './facts.ts';
import { formatTable } from './table.ts';
import { cutTo, PLAIN, type Style, styled, type Terminal } from './terminal.ts';

/** A diff's lines, a pull request's upgrades and a slot's reasons are told up to here, the rest is counted. */
const MOST = { diff: 60, rows: 30 } as const;

/** A plan as text for reading in a terminal: a summary line first, nothing wider than the terminal. */
export function planText(plan: Plan, terminal: Terminal = PLAIN): string {
  const parts = [
    styled(terminal, 'bold', cutTo(terminal, oneLine(summary(plan)))),
    ...plan.pullRequests.map((request) => pullRequestText(request, terminal)),
    unchanged(plan, terminal),
    heldBackText(plan.heldBack, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What a plan comes to, in one line. */
export function summary(plan: Plan): string {
  const { pullRequests, slots, bumped, heldBack, errors } = factsOf(plan);
  const { renovate, others } = plan;
  const parts = [
    `${count(pullRequests, 'pull request')}: ${bumped} of ${count(slots, 'sysext slot')} bumped`,
    `${count(heldBack, 'newer candidate')} held back`,
    ...(others > 0 ? [`${count(others, 'other dependency')} looked at`] : []),
    ...(errors > 0 ? [`NOT WHOLE, ${count(errors, 'problem')}`] : []),
  ];
  return `${parts.join('; ')} (Renovate ${renovate.version}, ${renovate.re2 ? 'RE2' : 'RegExp'})`;
}

function pullRequestText(request: PullRequest, terminal: Terminal): string {
  const { title, branch, group, automerge, waitsFor, reviewers, upgrades, diff } = request;
  const facts = [
    `branch ${branch}`,
    ...(group === null ? [] : [`group ${group}`]),
    ...(automerge ? ['automerge'] : []),
    ...(waitsFor === null ? [] : [`waits for ${waitsFor}`]),
    ...(reviewers.length === 0 ? [] : [`reviewers ${reviewers.join(', ')}`]),
  ];
  const rows = [
    ['slot', 'current', 'proposed', 'update', 'file'],
    ...upgrades.map(({ slot, from, to, updateType, file }) => [slot, from, to, updateType, file]),
  ];
  return [
    styled(terminal, 'cyan', cutTo(terminal, oneLine(title))),
    styled(terminal, 'dim', cutTo(terminal, oneLine(facts.join(', ')))),
    ...folded(lines(formatTable(rows)), MOST.rows, terminal),
    ...folded(lines(diff), MOST.diff, terminal, diffStyle),
  ].join('\n');
}

/** Slots that stay as they are. Of one whose lookup failed nobody knows whether it should. */
function unchanged(plan: Plan, terminal: Terminal): string {
  const slots = unchangedSlots(plan);
  if (slots.length === 0) return '';
  const rows = slots.map(({ slot, known }) => [slot.slot, slot.from, known ? '' : 'not known: see the problems']);
  return [styled(terminal, 'cyan', 'No bump'), ...folded(lines(formatTable(rows)), MOST.rows, terminal)].join('\n');
}

function heldBackText(heldBack: readonly HeldBack[], terminal: Terminal): string {
  const newer = heldBack.filter(isNewer);
  if (newer.length === 0) return '';
  const rows = newer.map(({ slot, candidate, reason, detail }) => [
    slot,
    candidate === '' ? '-' : candidate,
    reason,
    detail,
  ]);
  const table = lines(formatTable([['slot', 'candidate', 'reason', 'why'], ...rows]));
  return [styled(terminal, 'cyan', 'Held back'), ...folded(table, MOST.rows, terminal)].join('\n');
}

/** Problems as text, a line each: where, what, and what to do. */
export function problemsText(problems: readonly Problem[], terminal: Terminal = PLAIN): string {
  return problems
    .map((problem) => {
      const { severity, package: name, message } = problem;
      const label = styled(terminal, severity === 'error' ? 'red' : 'yellow', `${severity}:`);
      return `${label} ${oneLine([placeOf(problem), name, message].filter((part) => part !== null).join(': '))}\n`;
    })
    .join('');
}

function lines(text: string): string[] {
  return text.split('\n').slice(0, text.endsWith('\n') ? -1 : undefined);
}

/** The first lines, each made safe and cut to the terminal, and how many more there are. */
function folded(
  all: readonly string[],
  most: number,
  terminal: Terminal,
  style?: (line: string) => Style | undefined,
): string[] {
  const shown = all.slice(0, most).map((line) => {
    const text = cutTo(terminal, oneLine(line.replaceAll('\t', '    ')));
    const name = style?.(line);
    return name === undefined ? text : styled(terminal, name, text);
  });
  const rest = all.length - shown.length;
  return rest === 0 ? shown : [...shown, styled(terminal, 'dim', `(${count(rest, 'more line')})`)];
}

function diffStyle(line: string): Style | undefined {
  if (line.startsWith('+++') || line.startsWith('---')) return 'bold';
  if (line.startsWith('+')) return 'green';
  if (line.startsWith('-')) return 'red';
  return line.startsWith('@@') ? 'cyan' : undefined;
}
