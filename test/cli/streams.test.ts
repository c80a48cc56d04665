import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';

const BIN = path.resolve(import.meta.dirname, '../../src/cli/bin.ts');
const FULL = /^error: the output cannot be written: ENOSPC: no space left on device, write\n$/;

/** Command lines of Bash, with `CLI` for the program, its exit code, and its standard error. */
const CASES = [
  ['CLI check --help | head -1', 0, /^$/],
  ['CLI check --help | true', 0, /^$/],
  ['CLI check --explain skew | (exec <&-; sleep 1)', 0, /^$/],
  ['CLI check --explain skew >&-', 0, /^$/],
  ['CLI check --explain skew > /dev/full', 1, FULL],
  ['CLI --version > /dev/full', 1, FULL],
  ['CLI --help > /dev/full', 1, FULL],
  ['CLI usr-local --butane > /dev/full', 1, FULL],
  ['CLI no-such-command 2> /dev/full', 1, /^$/],
  ['CLI no-such-command 2>&-', 1, /^$/],
  ['CLI no-such-command 2>&1 | true', 1, /^$/],
  ['CLI --version 2> /dev/full', 0, /^$/],
] as const;

test.each(CASES)('%s: exit code %i', (line, expected, stderr) => {
  const cli = `'${process.execPath}' '${BIN}'`;
  const script = `${line.replace('CLI', cli)}\nexit "\${PIPESTATUS[0]}"`;
  const ran = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
  expect({ status: ran.status, stderr: ran.stderr }).toEqual({
    status: expected,
    stderr: expect.stringMatching(stderr),
  });
});
