import { isArchName } from './arch.ts';
import { formatVersion, MAX_LENGTH, parseVersion } from './tag.ts';

/** Separators of the parts of a version. An underscore may also be a part of the distro. */
const SEPARATORS = [/[-~+]/, /[-~+_]/];

/**
 * Corrects the spelling of a manifest's value: a leading `v`, hyphens between the parts, numbers without leading zeros,
 * lower case, and no architecture.
 *
 * @returns the corrected value; `undefined` if a part is missing.
 */
export function nearestValue(text: string): string | undefined {
  const lower = text
    .trim()
    .toLowerCase()
    .slice(0, 2 * MAX_LENGTH);
  for (const separator of SEPARATORS) {
    const parts = withoutArch(lower.replace(/^v+\.?/, '').split(separator));
    // The spelling of RPM: `1.34.10-1.azl3`.
    const apart = parts.flatMap((part) => /^(\d+)\.([a-z].*)$/.exec(part)?.slice(1) ?? [part]);
    const version = parseVersion(`v${apart.map(withoutZeros).join('-')}`);
    if (version !== undefined) return formatVersion({ ...version, arch: undefined });
  }
  return undefined;
}

/** Removes the architecture. `x86-64` and `x86_64` are two parts after the split. */
function withoutArch(parts: readonly string[]): readonly string[] {
  const [last = '', before = ''] = [parts.at(-1), parts.at(-2)];
  if (isArchName(`${before}-${last}`) || isArchName(`${before}_${last}`)) return parts.slice(0, -2);
  return isArchName(last) ? parts.slice(0, -1) : parts;
}

/** Removes leading zeros of numbers. Those of a distro belong to its name. */
function withoutZeros(part: string): string {
  return /^(?:[a-z]+\.)?[\d.]+$/.test(part) ? part.replace(/(^|\.)0+(?=\d)/g, '$1') : part;
}
