import type { Rehearsal, RehearsedImage } from '../host/rehearsal.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { type Alike, imageName, notOk, reasonsOf, rehearsalSummary, VERDICTS } from './rehearsal-facts.ts';
import { fitTable } from './table.ts';
import { type Style, styled, type Terminal, wrapTo } from './terminal.ts';

/** Formats a rehearsal as text: a summary, every image, and the reasons of failures and of steps that were not done. */
export function rehearseText(rehearsal: Rehearsal, terminal: Terminal): string {
  const { images } = rehearsal;
  const { failed, notDone, notes, tried } = reasonsOf(images);
  const parts = [
    styled(terminal, 'bold', wrapTo(terminal, rehearsalSummary(rehearsal))),
    imagesText(images, terminal),
    reasonsText('Failed', 'red', failed, terminal),
    reasonsText('Not done', 'yellow', notDone, terminal),
    reasonsText('Notes', 'yellow', notes, terminal),
    reasonsText('Merged and run', 'cyan', tried, terminal),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function imagesText(images: readonly RehearsedImage[], terminal: Terminal): string {
  if (images.length === 0) return '';
  const rows = images.map((image) => {
    const { name, version, arch, proposed, verdict } = image;
    return [name, version, arch, proposed ? 'proposed' : 'current', VERDICTS[verdict], notOk(image)];
  });
  const heading = ['name', 'version', 'arch', 'by', 'verdict', 'not ok'];
  return fitTable(terminal, 5, heading, rows).join('\n');
}

/** The most reasons that are listed. The rest is counted. */
const MAX_REASONS = 40;

function reasonsText(title: string, style: Style, reasons: readonly Alike[], terminal: Terminal): string {
  if (reasons.length === 0) return '';
  const lines = reasons.slice(0, MAX_REASONS).map((one) => oneLine(`${who(one)}: ${one.reason}`));
  const rest = reasons.length - lines.length;
  const more = rest > 0 ? [styled(terminal, 'dim', `(${count(rest, 'more line')})`)] : [];
  return [styled(terminal, style, title), ...lines, ...more].join('\n');
}

/** `runs of 3 images`, `named of kubelet v1.34.10-1-azlinux3 for arm64`; of a note `3 images`. */
function who({ steps, images }: Alike): string {
  const [first] = images;
  const who = images.length === 1 && first ? imageName(first) : count(images.length, 'image');
  return steps.length === 0 ? who : `${steps.join(', ')} of ${who}`;
}

/**
 * Formats notes for stderr, one a line: problems, versions that would not install (a warning for those in a manifest),
 * versions without a verdict, and steps that were not done.
 */
export function rehearseNotes({ images, problems }: Rehearsal): string {
  const bad = images.flatMap((image) => {
    const { verdict, proposed, steps } = image;
    if (verdict === 'installs') return [];
    const outcome = verdict === 'does-not-install' ? 'failed' : 'not-done';
    const reason = steps.find((one) => one.outcome === outcome);
    const label = verdict === 'does-not-install' && !proposed ? 'warning' : 'error';
    const what = verdict === 'not-known' ? 'it is not known whether it installs' : 'would not install';
    return [`${label}: ${oneLine(`${imageName(image)}: ${what}: ${reason?.step}: ${reason?.reason}`)}\n`];
  });
  const { notDone } = reasonsOf(images.filter(({ verdict }) => verdict === 'installs'));
  const lacking = notDone.map((one) => `note: not done: ${oneLine(`${who(one)}: ${one.reason}`)}\n`);
  return [...problems.map((one) => `error: ${oneLine(one)}\n`), ...bad, ...lacking].join('');
}
