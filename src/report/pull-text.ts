import type { PullAnswer } from '../node/schema.ts';
import { count } from './count.ts';
import { oneLine } from './escape.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** A pull as text: how it went, and what became of every image. */
export function pullText({ root, images }: PullAnswer, terminal: Terminal): string {
  const parts = (['pulled', 'present', 'skipped', 'failed'] as const).flatMap((outcome) => {
    const n = images.filter((image) => image.outcome === outcome).length;
    return n === 0 ? [] : [`${n} ${outcome}`];
  });
  const summary = oneLine(`${root}: ${count(images.length, 'image')}; ${parts.join(', ')}`);
  const rows = images.map(({ name, tag, outcome, file, reason }) => [outcome, name, tag, file ?? reason ?? '']);
  return `${styled(terminal, 'bold', summary)}\n\n${formatTable([['outcome', 'name', 'tag', 'file'], ...rows])}`;
}

/** The failures of a pull, one a line, for stderr. */
export function pullErrors({ images }: PullAnswer): string {
  return images
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ name, tag, reason }) => `error: ${oneLine(`${name} ${tag}: ${reason}`)}\n`)
    .join('');
}
