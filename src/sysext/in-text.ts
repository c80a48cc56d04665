import { leadingRelease, type Release } from './release.ts';
import { GRAMMAR } from './tag.ts';

/** Digits, so few that a long run of them is not searched to its end again and again. */
const DIGITS = '[0-9]{1,19}';

/** The start of a sysext's version, valid or not, up to the first letter of its distro: a pattern in RE2 syntax. */
export const VERSION_LIKE = `${DIGITS}\\.${DIGITS}\\.${DIGITS}(?:-${GRAMMAR.prerelease})?-${DIGITS}-[a-z]`;

/** A word that starts like a version. */
const WORD = /(?<![A-Za-z0-9.])v?\d+\.\d+\.\d+(?!\.?\d)[\w.+~-]*/g;

/** Finds the words of a line that start like a version, in their order. */
export function versionWords(line: string): string[] {
  return [...line.matchAll(WORD)].map(([word]) => word);
}

/** Finds the releases that the words of a text start with. */
export function releasesIn(text: string): Release[] {
  return versionWords(text).flatMap((word) => leadingRelease(word) ?? []);
}

/** Finds the first mention of a release's numbers in a text, with what follows them in the same word. */
export function findMention(text: string, { major, minor, patch }: Release): string | undefined {
  return new RegExp(`v?(?<![\\d.])${major}\\.${minor}\\.${patch}(?!\\d)[\\w.-]*`).exec(text)?.[0];
}

/** Finds the first string in a text that starts like a sysext's version, valid or not. */
export function findVersionLike(text: string): string | undefined {
  return LIKE.exec(text)?.[0];
}

const LIKE = new RegExp(`v?${VERSION_LIKE}[\\w.-]*`);
