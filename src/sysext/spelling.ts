import { isArchName } from './arch.ts';
import { formatVersion, MAX_LENGTH, parseVersion } from './tag.ts';

/** What may stand between the parts of a version. An underscore may also be a part of the distro. */
const SEPARATORS = [/[-~+]/, /[-~+_]/];

/**
 * The version that a text in the place of a manifest's value is most likely meant as: with `v` in front, hyphens
 * between the parts, no leading zeros, lower case, and without an arch.
 *
 * @returns `undefined` where a part is missing, which cannot be guessed.
 */
export function nearestValue(text: string): string | undefined {
  const lower = text
    .trim()
    .toLowerCase()
    .slice(0, 2 * MAX_LENGTH);
  for (const separator of SEPARATORS) {
    const parts = withoutArch(lower.replace(/^v+\.?/, '').split(separator));
    // `1.34.10-1.azl3`, as RPM puts it.
    const apart = parts.flatMap((part) => /^(\d+)\.([a-z].*)$/.exec(part)?.slice(1) ?? [part]);
    const version = parseVersion(`v${apart.map(withoutZeros).join('-')}`);
    if (version !== undefined) return formatVersion({ ...version, arch: undefined });
  }
  return undefined;
}

/** `x86-64` and `x86_64` are two parts once the text is taken apart. */
function withoutArch(parts: readonly string[]): readonly string[] {
  const [last = '', before = ''] = [parts.at(-1), parts.at(-2)];
  if (isArchName(`${before}-${last}`) || isArchName(`${before}_${last}`)) return parts.slice(0, -2);
  return isArchName(last) ? parts.slice(0, -1) : parts;
}

/** Zeros that lead a number; in a distro they belong there. */
function withoutZeros(part: string): string {
  return /^(?:[a-z]+\.)?[\d.]+$/.test(part) ? part.replace(/(^|\.)0+(?=\d)/g, '$1') : part;
}
