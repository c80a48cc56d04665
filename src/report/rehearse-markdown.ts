import type { Rehearsal, RehearsedImage } from '../host/rehearsal.ts';
import { count } from './count.ts';
import { code, prose } from './escape.ts';
import { fitting } from './fit.ts';
import { tableHead, tableRow } from './markdown-text.ts';
import { type Alike, imageName, notOk, reasonsOf, rehearsalSummary, VERDICTS } from './rehearsal-facts.ts';

/** Formats a rehearsal as GitHub's Markdown, for a pull request's comment or a step's summary. Problems come first. */
export function rehearseMarkdown(rehearsal: Rehearsal): string {
  const { images, problems } = rehearsal;
  const { failed, notDone, notes, tried } = reasonsOf(images);
  const bad = images.filter(({ verdict }) => verdict !== 'installs');
  const good = images.filter(({ verdict }) => verdict === 'installs');
  const lines = [
    ...section(
      'Problems',
      '',
      problems.map((one) => `- ${prose(one)}\n`),
    ),
    ...section('Failed', HEAD, failed.map(reasonRow)),
    ...section('Not done', HEAD, notDone.map(reasonRow)),
    ...section('Notes', HEAD, notes.map(reasonRow)),
    ...section(
      'Images',
      tableHead(['Image', 'Architecture', 'By', 'Verdict', 'Not ok']),
      [...bad, ...good].map(imageRow),
    ),
    ...section('Merged and run', HEAD, tried.map(reasonRow)),
  ];
  const all = [`**${rehearsalSummary(rehearsal)}**\n`, ...lines];
  const shown = fitting(all);
  const left = all.length - shown.length;
  const more = left > 0 ? `\n**Omitted to fit the size limit**: ${count(left, 'more line')}.\n` : '';
  return shown.join('') + more;
}

const HEAD = tableHead(['Step', 'Image', 'Why']);

function section(title: string, head: string, rows: readonly string[]): string[] {
  const [first, ...others] = rows;
  return first === undefined ? [] : [`\n### ${title}\n\n${head}${first}`, ...others];
}

function reasonRow({ steps, images, reason }: Alike): string {
  const [first] = images;
  const who = images.length === 1 && first ? code(imageName(first)) : count(images.length, 'image');
  return tableRow([steps.join(', '), who, prose(reason)]);
}

function imageRow(image: RehearsedImage): string {
  const { name, version, arch, proposed, verdict } = image;
  const shownVerdict = verdict === 'installs' ? VERDICTS[verdict] : `**${VERDICTS[verdict]}**`;
  return tableRow([
    code(`${name} ${version}`),
    prose(arch),
    proposed ? 'proposed' : 'current',
    shownVerdict,
    prose(notOk(image)),
  ]);
}
