import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Two texts to compare. */
export type Pair = readonly [string, string];

/** Below 0, 0 or above 0, for each pair. */
export type Compare = (pairs: readonly Pair[]) => number[];

/*
 * How others order versions. Each is asked once for all pairs. Texts are of letters, digits, `.`, `-`, `_` and `~`.
 */

/** GNU coreutils: `sort -V`. It has no two different texts for equal, so that it gives their places in one list. */
export const bySort: Compare = (pairs) => {
  const texts = [...new Set(pairs.flat())];
  const sorted = ask('sort', ['-V'], `${texts.join('\n')}\n`);
  const places = new Map(sorted.map((text, index) => [text, index]));
  const place = (text: string) => places.get(text) ?? Number.NaN;
  return pairs.map(([a, b]) => Math.sign(place(a) - place(b)));
};

/** Debian: what `dpkg --compare-versions` does, in dpkg's own Perl module. */
export const byDpkg: Compare = (pairs) => {
  const script =
    'use Dpkg::Version; while (<>) { chomp; my ($a, $b) = split / /; print version_compare($a, $b), "\\n" }';
  return ask('perl', ['-e', script], lines(pairs)).map(Number);
};

/** RPM: `rpm.vercmp` in its embedded Lua. */
export const byRpm: Compare = (pairs) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'rpm-'));
  try {
    const file = path.join(dir, 'pairs');
    writeFileSync(file, lines(pairs));
    // No `%`: what it means inside a macro is not the same in every rpm.
    const loop = `for line in io.lines("${file}") do local at = line:find(" "); io.write(rpm.vercmp(line:sub(1, at - 1), line:sub(at + 1)), "\\n") end`;
    return ask('rpm', ['--eval', `%{lua: ${loop}}`], '').map(Number);
  } finally {
    rmSync(dir, { recursive: true });
  }
};

function lines(pairs: readonly Pair[]): string {
  return `${pairs.map((pair) => pair.join(' ')).join('\n')}\n`;
}

function ask(program: string, args: readonly string[], input: string): string[] {
  const env = { ...process.env, LC_ALL: 'C' };
  const output = execFileSync(program, args, { input, env, encoding: 'utf8', maxBuffer: 2 ** 30 });
  return output.split('\n').filter((line) => line !== '');
}
