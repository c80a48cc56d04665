import type { PullResult } from '../host/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** Formats a pull as text: a summary, and the outcome of every image. {@link pullErrors} has the reasons of failures. */
export function pullText({ root, images }: PullResult, terminal: Terminal): string {
  const parts = (['pulled', 'present', 'skipped', 'failed'] as const).flatMap((outcome) => {
    const n = images.filter((image) => image.outcome === outcome).length;
    return n === 0 ? [] : [`${n} ${outcome}`];
  });
  const summary = oneLine(`${root}: ${count(images.length, 'image')}; ${parts.join(', ')}`);
  const rows = images.map(({ name, tag, outcome, file, reason }) => {
    return [outcome, name, tag, file ?? (outcome === 'failed' ? '' : (reason ?? ''))];
  });
  return `${styled(terminal, 'bold', summary)}\n\n${formatTable([['outcome', 'name', 'tag', 'file'], ...rows])}`;
}

/** Formats the failures of a pull for stderr, one a line; also that nothing could be pulled. */
export function pullErrors({ root, images }: PullResult): string {
  const nothing = isEmpty({ images }) ? [`error: ${oneLine(root)}: no image is pulled: all slots are skipped\n`] : [];
  const failures = images
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, tag, reason }) => `error: ${oneLine(`${name} ${tag}: ${reason}`)}\n`);
  return [...failures, ...nothing].join('');
}

/** Whether a pull skipped every slot. */
export function isEmpty({ images }: Pick<PullResult, 'images'>): boolean {
  return images.every(({ outcome }) => outcome === 'skipped');
}
