import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The project's root. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** With `--check`, nothing is written: a stale file is named, and the exit code is 2. */
export const CHECK = process.argv.includes('--check');

/**
 * Puts a generated file in its place, or checks that it is.
 *
 * @param file from the project's root.
 * @param script the part of package.json's `build:<script>` that writes it.
 * @returns whether it was stale.
 */
export function put(file: string, text: string, script: string): boolean {
  const place = path.join(ROOT, file);
  const isStale = !existsSync(place) || readFileSync(place, 'utf8') !== text;
  if (isStale && CHECK) tellStale(file, script);
  else if (isStale) {
    mkdirSync(path.dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  return isStale;
}

/** Says that a file is not what it should be. */
export function tellStale(file: string, script: string): void {
  process.stderr.write(`stale: ${file}; run npm run build:${script} and commit the result\n`);
  process.exitCode = 2;
}

/** The text of a file with another part between its markers `<!-- name -->` and `<!-- /name -->`. */
export function withPart(file: string, name: string, part: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [before, rest = ''] = readFileSync(path.join(ROOT, file), 'utf8').split(start);
  const [, after] = rest.split(end);
  return `${before}${start}\n\n${part}\n${end}${after}`;
}
