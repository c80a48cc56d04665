import { type Mark, ROLES } from './timeline-model.ts';
import { shortLabel } from './version-keys.ts';

const MAX_COLUMNS = 10;

/**
 * Chooses the columns to draw: first those of the slots' versions, then the skipped ones, then the newest.
 *
 * @returns the columns, oldest first.
 *
 * @param ascending every mark with its column, oldest first.
 */
export function chooseColumns(
  ascending: readonly { readonly column: string; readonly mark: Mark }[],
): { column: string; label: string; omitted: number }[] {
  const columns = [...Map.groupBy(ascending, ({ column }) => column)].map(([column, entries]) => {
    const ranks = entries.map(({ mark }) => ROLES.indexOf(mark.role));
    return { column, label: shortLabel(entries[0]?.mark.version ?? ''), rank: Math.min(...ranks) };
  });
  const chosen = columns
    .map(({ rank }, position) => ({ rank, position }))
    .sort((a, b) => a.rank - b.rank || b.position - a.position)
    .slice(0, MAX_COLUMNS)
    .map(({ position }) => position)
    .sort((a, b) => a - b);
  return chosen.flatMap((position, index) => {
    const column = columns[position];
    return column === undefined ? [] : [{ ...column, omitted: position - (chosen[index - 1] ?? -1) - 1 }];
  });
}
