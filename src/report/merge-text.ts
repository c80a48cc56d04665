import type { MergeResult } from '../host/schema.ts';
import { oneLine } from './escape.ts';
import { sourceText } from './resolve-text.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** Formats a merge as text: whether systemd-sysext has merged, and the source of each component. */
export function mergeText({ root, refreshed, components }: MergeResult, terminal: Terminal): string {
  const summary = refreshed ? 'merged' : 'in place, to be merged at the next boot';
  const rows = components.map((one) => [one.name, one.version, one.changed ? 'changed' : 'unchanged', sourceText(one)]);
  const table = formatTable([['name', 'version', 'outcome', 'source'], ...rows]);
  return `${styled(terminal, 'bold', oneLine(`${root}: ${summary}`))}\n\n${table}`;
}
