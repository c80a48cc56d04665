import type { Rehearsal, RehearsedImage, RehearsedStep } from '../node/rehearsal.ts';
import { count } from './count.ts';
import { code, prose, tableHead, tableRow } from './markdown-text.ts';
import { type Alike, alike, imageName, notOk, rehearsalSummary, VERDICTS } from './rehearsal-facts.ts';

/** GitHub takes 65,536 characters in a comment. Whoever posts this may have something to say above it. */
const LIMIT = 60_000;

/** A rehearsal as GitHub's Markdown, for a pull request's comment or a step's summary. What is wrong comes first. */
export function rehearseMarkdown(rehearsal: Rehearsal): string {
  const { images, problems } = rehearsal;
  const of = (outcome: RehearsedStep['outcome']) => alike(images, (step) => step.outcome === outcome);
  const tried = alike(images, ({ step, outcome }) => outcome === 'ok' && (step === 'merged' || step === 'runs'));
  const bad = images.filter(({ verdict }) => verdict !== 'installs');
  const good = images.filter(({ verdict }) => verdict === 'installs');
  const lines = [
    ...section(
      'Problems',
      '',
      problems.map((one) => `- ${prose(one)}\n`),
    ),
    ...section('Failed', HEAD, of('failed').map(reasonRow)),
    ...section('Not done', HEAD, of('not-done').map(reasonRow)),
    ...section(
      'Images',
      tableHead(['Image', 'Architecture', 'By', 'Verdict', 'What is not ok']),
      [...bad, ...good].map(imageRow),
    ),
    ...section('Merged and run', HEAD, tried.map(reasonRow)),
  ];
  return fitting([`**${rehearsalSummary(rehearsal)}**\n`, ...lines]);
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
  const said = verdict === 'installs' ? VERDICTS[verdict] : `**${VERDICTS[verdict]}**`;
  return tableRow([code(`${name} ${version}`), prose(arch), proposed ? 'proposed' : 'held', said, prose(notOk(image))]);
}

/** The first lines that fit, and how many more there are. */
function fitting(lines: readonly string[]): string {
  let size = 0;
  const over = lines.findIndex((text) => {
    size += text.length;
    return size > LIMIT;
  });
  if (over === -1) return lines.join('');
  const left = lines.length - over;
  return `${lines.slice(0, over).join('')}\n**Left out, for the size of this text**: ${count(left, 'more line')}.\n`;
}
