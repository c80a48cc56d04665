import type { Adoption } from '../adopt/schema.ts';
import type { PullRequest } from '../analysis/schema.ts';
import { adoptSummary } from './adopt-text.ts';
import { code, prose } from './escape.ts';
import { type Block, fitBlocks } from './fit.ts';
import { fenced, tableHead, tableRow } from './markdown-text.ts';

/** Formats an adoption as GitHub's Markdown. */
export function adoptMarkdown(adoption: Adoption): string {
  const { steps, diff, pullRequests, others, lost } = adoption;
  const { appear, go, change } = pullRequests;
  const row = (state: string, { title, upgrades }: PullRequest) => {
    return tableRow([state, prose(title), String(upgrades.length)]);
  };
  const requests = [
    ...appear.map((one) => row('new', one)),
    ...go.map((one) => row('gone', one)),
    ...change.map(({ after }) => row('changed', after)),
  ];
  const blocks = [
    block(
      'step',
      tableHead(['Change', 'Location', 'Reason']),
      steps.map(({ what, where, why }) => tableRow([what, code(where), prose(why)])),
    ),
    block('diff', '', diff === '' ? [] : [`${fenced('diff', diff.trimEnd().split('\n'))}\n`]),
    block('pull request', tableHead(['', 'Pull request', 'Updates']), requests),
    block('dependency', '**Other dependencies would be treated differently**\n\n', others.map(listItem)),
    block('setting', '**Settings for sysexts would be lost**\n\n', lost.map(listItem)),
  ];
  const shown = blocks.filter(({ items }) => items.length > 0);
  return fitBlocks(`${prose(adoptSummary(adoption))}\n\n`, shown, [
    'dependency',
    'setting',
    'step',
    'pull request',
    'diff',
  ]);
}

function block(noun: string, open: string, items: readonly string[]): Block {
  return { noun, open, items, close: '\n' };
}

function listItem(text: string): string {
  return `- ${code(text)}\n`;
}
