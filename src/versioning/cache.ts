import { MAX_LENGTH, parseVersion, type SysextVersion } from '../sysext/tag.ts';

/**
 * Renovate asks about the same text over and over. At the limit the memory starts anew, and what is too long
 * for a version is not remembered: it is never unbounded.
 */
const LIMIT = 250_000;

const parsed = new Map<string, SysextVersion | null>();

/** As {@link parseVersion}, remembering the answer; `undefined` for what is no text, too. */
export function parseCached(text: unknown): SysextVersion | undefined {
  return lookUp(text) ?? undefined;
}

let lastLeft = '';
let lastRight = '';
let left: SysextVersion | null = null;
let right: SysextVersion | null = null;

/**
 * Both sides of a comparison at once.
 *
 * A sort compares one text with many in a row, so the last text of either side is kept ready.
 */
export function parsePair(a: string, b: string): [SysextVersion | null, SysextVersion | null] {
  if (a !== lastLeft) {
    left = lookUp(a);
    lastLeft = a;
  }
  if (b !== lastRight) {
    right = lookUp(b);
    lastRight = b;
  }
  return [left, right];
}

function lookUp(text: unknown): SysextVersion | null {
  if (typeof text !== 'string' || text.length > MAX_LENGTH) return null;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (parsed.size >= LIMIT) parsed.clear();
  const version = parseVersion(text) ?? null;
  parsed.set(text, version);
  return version;
}
