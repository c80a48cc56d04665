import type { MergeResult } from '../host/schema.ts';
import { oneLine } from './escape.ts';
import { sourceText } from './resolve-text.ts';
import { formatTable } from './table.ts';
import { styled, type Terminal } from './terminal.ts';

/** A merge as text: whether systemd-sysext has merged, and what each component is now. */
export function mergeText({ root, refreshed, components }: MergeResult, terminal: Terminal): string {
  const summary = refreshed ? 'merged' : 'in place, and not merged yet';
  const rows = components.map((one) => [one.name, one.version, one.changed ? 'changed' : 'as it was', sourceText(one)]);
  const table = formatTable([['name', 'version', 'outcome', 'source'], ...rows]);
  return `${styled(terminal, 'bold', oneLine(`${root}: ${summary}`))}\n\n${table}`;
}
