import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The project's root. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** With `--check`, nothing is written: stale files are reported, and the exit code is 2. */
export const CHECK = process.argv.includes('--check');

/**
 * Writes a generated file, or checks that it is up to date.
 *
 * @param file the path from the project's root.
 * @returns whether the file was stale.
 */
export function put(file: string, text: string): boolean {
  const place = path.join(ROOT, file);
  const isStale = !existsSync(place) || readFileSync(place, 'utf8') !== text;
  if (isStale && CHECK) reportStale(file);
  else if (isStale) {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return isStale;
}

/** Reports a file that is not up to date. */
export function reportStale(file: string): void {
  process.stderr.write(`stale: ${file}: run "npm run generate" and commit the result\n`);
  process.exitCode = 2;
}

/** The text of a file with another part between its markers `<!-- name -->` and `<!-- /name -->`. */
export function withPart(file: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = readFileSync(path.join(ROOT, file), 'utf8').split(start);
  const [, after] = rest.split(end);
  return `${before}${start}\n\n${part}\n${end}${after}`;
}
