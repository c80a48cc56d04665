/** Control characters, and those that change the direction of the text around them or cannot be seen. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text from a registry, a manifest or Renovate, fit for one line of a terminal:
 * what could move the cursor, colour, hide or reorder text is written as its code point.
 */
export function oneLine(text: string): string {
  return text.replace(UNSAFE, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
