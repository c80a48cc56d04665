import { MAX_LENGTH, parseVersion, type SysextVersion } from '../sysext/tag.ts';

/**
 * The most versions that are cached: Renovate parses the same strings over and over. At the limit the cache is cleared.
 * Strings that are too long for a version are not cached.
 */
const MAX_CACHED = 250_000;

const parsed = new Map<string, SysextVersion | null>();

/** Parses a version as {@link parseVersion} does, with a cache. `undefined` also for a value that is not a string. */
export function parseCached(text: unknown): SysextVersion | undefined {
  return lookUp(text) ?? undefined;
}

let lastLeft = '';
let lastRight = '';
let left: SysextVersion | null = null;
let right: SysextVersion | null = null;

/**
 * Parses both sides of a comparison.
 *
 * A sort compares one string with many in a row, so the last one of each side is kept.
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
  if (parsed.size >= MAX_CACHED) parsed.clear();
  const version = parseVersion(text) ?? null;
  parsed.set(text, version);
  return version;
}
