import type { Internals, RenovateUpgrade } from '../internals.ts';

/*
 * Renovate extracts the whole file again after each of its edits, in time quadratic in the number of slots: on 200
 * slots a plan then takes more than 120 s of CPU time, and 11.2 s with the following. The edit of a regex manager is
 * local: it replaces one match. So each match is edited alone, by the same code, and the file is extracted once at the
 * end, to verify every edit.
 */

/** A piece of the file that an upgrade replaces. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Edits match by match.
 *
 * @returns the file's new content; `undefined` if an upgrade cannot be edited alone, or a new value is not found
 * afterwards.
 */
export async function replaceFragments(
  internals: Internals,
  upgrades: readonly RenovateUpgrade[],
  before: string,
): Promise<string | undefined> {
  const pieces: Piece[] = [];
  for (const upgrade of upgrades) {
    const piece = await replaceMatch(internals, upgrade, before);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
  const content = splice(before, pieces);
  const fits = content !== undefined && (await holdsAll(internals, upgrades, content));
  return fits ? content : undefined;
}

async function replaceMatch(
  internals: Internals,
  upgrade: RenovateUpgrade,
  before: string,
): Promise<Piece | undefined> {
  const { doAutoReplace } = internals['workers/repository/update/branch/auto-replace.js'];
  const { manager, replaceString, depIndex, baseDeps } = upgrade;
  if (manager !== 'regex' || replaceString === undefined || depIndex === undefined) return undefined;
  // The same text may stand in the file more than once: this upgrade's is as far down as its dependency.
  const above = (baseDeps ?? []).slice(0, depIndex).filter((dep) => dep['replaceString'] === replaceString).length;
  const start = indexOfNth(before, replaceString, above);
  if (start === -1) return undefined;
  const text = await doAutoReplace({ ...upgrade, depIndex: 0 }, replaceString, false, true).catch(() => null);
  if (text === null || text === replaceString) return undefined;
  return { start, end: start + replaceString.length, text };
}

function indexOfNth(text: string, part: string, n: number): number {
  let index = text.indexOf(part);
  for (let i = 0; i < n && index !== -1; i += 1) index = text.indexOf(part, index + part.length);
  return index;
}

/** Puts the pieces into the text; `undefined` when two of them overlap. */
function splice(before: string, pieces: readonly Piece[]): string | undefined {
  let content = '';
  let position = 0;
  for (const { start, end, text } of pieces.toSorted((a, b) => a.start - b.start)) {
    if (start < position) return undefined;
    content += before.slice(position, start) + text;
    position = end;
  }
  return content + before.slice(position);
}

/** Whether a fresh extraction of the file finds the new value of every upgrade in its place. */
async function holdsAll(internals: Internals, upgrades: readonly RenovateUpgrade[], content: string): Promise<boolean> {
  const { extractPackageFile } = internals['modules/manager/index.js'];
  const byManager = Map.groupBy(upgrades, (upgrade) => JSON.stringify(upgrade['matchStrings']));
  for (const own of byManager.values()) {
    const [first] = own;
    if (first === undefined) continue;
    const extracted = await extractPackageFile(first.manager, content, first.packageFile, first);
    const fits = own.every(({ depIndex, depName, newValue }) => {
      const dep = extracted?.deps[depIndex ?? -1];
      return dep?.['depName'] === depName && dep?.['currentValue'] === newValue;
    });
    if (!fits) return false;
  }
  return true;
}
