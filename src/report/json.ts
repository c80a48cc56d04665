/** Characters that JSON.stringify keeps, and that a terminal or a job's runner (`##[`) interprets. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?<=#)#(?=\[)/gu;

/** A value as JSON, fit for a terminal and a job's log: control characters and such are escaped. */
export function formatJson(value: object): string {
  return `${JSON.stringify(value, null, 2).replace(UNSAFE, escaped)}\n`;
}

function escaped(char: string): string {
  const units = Array.from({ length: char.length }, (_, i) => char.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
