import type { Adoption } from '../adopt/schema.ts';
import type { PullRequest } from '../analysis/schema.ts';
import { adoptSummary } from './adopt-text.ts';
import { code, fenced, prose, tableHead, tableRow } from './markdown-text.ts';

/** An adoption as GitHub's Markdown. */
export function adoptMarkdown(adoption: Adoption): string {
  const { steps, diff, pullRequests, others, lost } = adoption;
  const { appear, go, change } = pullRequests;
  const request = (what: string, { title, upgrades }: PullRequest) =>
    tableRow([what, prose(title), String(upgrades.length)]);
  const requests = [
    ...appear.map((one) => request('appears', one)),
    ...go.map((one) => request('goes', one)),
    ...change.map(({ after }) => request('changes', after)),
  ];
  const parts = [
    `${prose(adoptSummary(adoption))}\n`,
    ...(steps.length === 0
      ? []
      : [
          tableHead(['What', 'Where', 'Why']) +
            steps.map(({ what, where, why }) => tableRow([what, code(where), prose(why)])).join(''),
        ]),
    ...(diff === '' ? [] : [`${fenced('diff', diff.trimEnd().split('\n'))}\n`]),
    ...(requests.length === 0 ? [] : [tableHead(['', 'Pull request', 'Updates']) + requests.join('')]),
    ...list('Other dependencies would be treated in another way', others),
    ...list('Settings for sysexts would no longer hold', lost),
  ];
  return parts.join('\n');
}

function list(title: string, all: readonly string[]): string[] {
  return all.length === 0 ? [] : [`**${title}**\n\n${all.map((one) => `- ${code(one)}\n`).join('')}`];
}
