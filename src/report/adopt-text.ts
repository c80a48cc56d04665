import type { Adoption, Step } from '../adopt/schema.ts';
import type { PullRequest } from '../analysis/schema.ts';
import { count } from './count.ts';
import { diffTextLines } from './diff-text.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

const MAX_LISTED = 30;
const MAX_DIFFERENCES = 4;

/** The kinds of steps by importance. */
const ORDER: readonly Step['what'][] = ['added', 'removed', 'narrowed', 'renamed', 'by-hand', 'kept'];

/** Formats an adoption: the steps with their reasons, the diff of the configuration, and the change of the plan. */
export function adoptText(adoption: Adoption, terminal: Terminal): string {
  const { diff, others, lost } = adoption;
  const parts = [
    styled(terminal, 'bold', adoptSummary(adoption)),
    stepsText(adoption.steps),
    diff === '' ? '' : diffTextLines(diff, terminal).join('\n'),
    pullRequestsText(adoption, terminal),
    refusalText(`${count(others.length, 'other dependency')} would be treated differently`, others, terminal),
    refusalText(`${count(lost.length, 'setting')} for sysexts would be lost`, lost, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Summarizes an adoption in one line. */
export function adoptSummary({ file, diff, steps, pullRequests }: Adoption): string {
  const of = (what: Step['what']) => steps.filter((one) => one.what === what).length;
  const parts = ORDER.flatMap((what) => (of(what) === 0 ? [] : [`${of(what)} ${what}`]));
  const { appear, go, change, stay } = pullRequests;
  const requests = `${appear.length} new, ${go.length} gone, ${change.length} changed, ${stay} unchanged`;
  return `${oneLine(file)}: ${(diff === '' ? ['no change', ...parts] : parts).join(', ')}; pull requests: ${requests}`;
}

function stepsText(steps: readonly Step[]): string {
  const sorted = ORDER.flatMap((what) => steps.filter((one) => one.what === what));
  if (sorted.length === 0) return '';
  return formatTable([
    ['change', 'location', 'reason'],
    ...sorted.map(({ what, where, why }) => [what, where, why]),
  ]).trimEnd();
}

function pullRequestsText({ pullRequests: { appear, go, change } }: Adoption, terminal: Terminal): string {
  const rows = [
    ...appear.map((one) => ['new', one.title, upgradesText(one)]),
    ...go.map((one) => ['gone', one.title, upgradesText(one)]),
    ...change.map(({ before, after }) => ['changed', after.title, difference(before, after)]),
  ];
  if (rows.length === 0) return '';
  return `${styled(terminal, 'cyan', 'Pull requests')}\n${formatTable([['', 'title', 'updates'], ...rows]).trimEnd()}`;
}

/** `kubelet 1.34 v1.34.9-2-azlinux3 → v1.34.10-1-azlinux3 and 2 more` */
function upgradesText({ upgrades }: PullRequest): string {
  const [first, ...others] = upgrades.map(upgradeText);
  return others.length === 0 ? (first ?? '') : `${first} and ${others.length} more`;
}

function upgradeText({ slot, from, to }: PullRequest['upgrades'][number]): string {
  return `${slot} ${from} → ${to}`;
}

function difference(before: PullRequest, after: PullRequest): string {
  const [old, now] = [before.upgrades.map(upgradeText), after.upgrades.map(upgradeText)];
  const parts = [
    ...now.filter((one) => !old.includes(one)).map((one) => `+ ${one}`),
    ...old.filter((one) => !now.includes(one)).map((one) => `- ${one}`),
  ];
  if (parts.length === 0) return 'other texts or settings';
  const more = parts.length > MAX_DIFFERENCES ? [`and ${parts.length - MAX_DIFFERENCES} more`] : [];
  return [...parts.slice(0, MAX_DIFFERENCES), ...more].join(', ');
}

/** A reason to refuse the change, with the parts of the configuration that it affects. */
function refusalText(title: string, all: readonly string[], terminal: Terminal): string {
  if (all.length === 0) return '';
  const rest = all.length > MAX_LISTED ? [`  (${count(all.length - MAX_LISTED, 'more line')})`] : [];
  const lines = all.slice(0, MAX_LISTED).map((one) => `  ${oneLine(one)}`);
  return [styled(terminal, 'red', title), ...lines, ...rest].join('\n');
}
