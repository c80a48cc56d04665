import type { Adoption, Step } from '../adopt/schema.ts';
import type { PullRequest } from '../analysis/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** The most lines of a list. */
const MAX_LISTED = 30;

/** The steps, in the order of their interest. */
const ORDER: readonly Step['what'][] = ['added', 'removed', 'narrowed', 'renamed', 'by-hand', 'kept'];

/** An adoption as text: what changes in the configuration and why, the diff, and what becomes of the pull requests. */
export function adoptText(adoption: Adoption, terminal: Terminal): string {
  const { diff, others, lost } = adoption;
  const parts = [
    styled(terminal, 'bold', adoptSummary(adoption)),
    stepsText(adoption.steps),
    ...(diff === '' ? [] : [diffText(diff, terminal)]),
    pullRequestsText(adoption, terminal),
    listText(`${count(others.length, 'other dependency')} would be treated in another way`, others, terminal),
    listText(`${count(lost.length, 'setting')} for sysexts would no longer hold`, lost, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What an adoption comes to, in one line. */
export function adoptSummary({ file, diff, steps, pullRequests }: Adoption): string {
  const of = (what: Step['what']) => steps.filter((one) => one.what === what).length;
  const parts = ORDER.flatMap((what) => (of(what) === 0 ? [] : [`${of(what)} ${what}`]));
  const change = (diff === '' ? ['no change', ...parts] : parts).join(', ');
  const { appear, go, change: changed, stay } = pullRequests;
  return `${oneLine(file)}: ${change}; of the pull requests ${appear.length} appear, ${go.length} go, ${changed.length} change, ${stay} stay`;
}

function stepsText(steps: readonly Step[]): string {
  const sorted = ORDER.flatMap((what) => steps.filter((one) => one.what === what));
  if (sorted.length === 0) return '';
  return formatTable([['what', 'where', 'why'], ...sorted.map(({ what, where, why }) => [what, where, why])]).trimEnd();
}

function diffText(diff: string, terminal: Terminal): string {
  return diff
    .trimEnd()
    .split('\n')
    .map((line) => {
      const text = line.split('\t').map(oneLine).join('\t');
      if (/^(?:\+\+\+|---)/.test(line)) return styled(terminal, 'bold', text);
      if (line.startsWith('+')) return styled(terminal, 'green', text);
      return line.startsWith('-') ? styled(terminal, 'red', text) : text;
    })
    .join('\n');
}

function pullRequestsText({ pullRequests: { appear, go, change } }: Adoption, terminal: Terminal): string {
  const rows = [
    ...appear.map((one) => ['appears', one.title, updates(one)]),
    ...go.map((one) => ['goes', one.title, updates(one)]),
    ...change.map(({ before, after }) => ['changes', after.title, difference(before, after)]),
  ];
  if (rows.length === 0) return '';
  return `${styled(terminal, 'cyan', 'Pull requests')}\n${formatTable([['', 'title', 'updates'], ...rows]).trimEnd()}`;
}

/** `kubelet 1.34 v1.34.9-2-azlinux3 → v1.34.10-1-azlinux3; ...` */
function updates({ upgrades }: PullRequest): string {
  const [first, ...rest] = upgrades;
  if (first === undefined) return '';
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return `${first.slot} ${first.from} → ${first.to}${more}`;
}

function difference(before: PullRequest, after: PullRequest): string {
  const key = ({ slot, from, to }: PullRequest['upgrades'][number]) => `${slot} ${from} → ${to}`;
  const [old, now] = [before.upgrades.map(key), after.upgrades.map(key)];
  const parts = [
    ...now.filter((one) => !old.includes(one)).map((one) => `+ ${one}`),
    ...old.filter((one) => !now.includes(one)).map((one) => `- ${one}`),
  ];
  return parts.length === 0
    ? 'other texts or settings'
    : parts.slice(0, 4).join(', ') + (parts.length > 4 ? `, and ${parts.length - 4} more` : '');
}

/** What speaks against the change; nothing if there is none of it. */
function listText(title: string, all: readonly string[], terminal: Terminal): string {
  if (all.length === 0) return '';
  const rest = all.length > MAX_LISTED ? [`  (${count(all.length - MAX_LISTED, 'more line')})`] : [];
  const lines = all.slice(0, MAX_LISTED).map((one) => `  ${oneLine(one)}`);
  return [styled(terminal, 'red', title), ...lines, ...rest].join('\n');
}
