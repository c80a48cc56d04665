import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { machine, tmpdir } from 'node:os';
import path from 'node:path';
import { fromUnameArch } from '../../src/sysext/arch.ts';
import type { TestArch } from './images.ts';

/** The arch of this machine, and another one. */
export const HERE: TestArch = fromUnameArch(machine()) === 'arm64' ? 'arm64' : 'x86-64';
export const ELSEWHERE: TestArch = HERE === 'arm64' ? 'x86-64' : 'arm64';

/** A real program of this machine that needs no libraries, prints a line, and ends. Needs `gcc`. @param end in C. */
export function makeProgram(line: string, end = 'return 0'): Buffer {
  const dir = mkdtempSync(path.join(tmpdir(), 'program-'));
  try {
    const file = path.join(dir, 'program');
    const source = `#include <stdio.h>\nint main(void) { puts(${JSON.stringify(line)}); fflush(stdout); ${end}; }\n`;
    execFileSync('gcc', ['-static', '-Os', '-s', '-x', 'c', '-', '-o', file], { input: source });
    return readFileSync(file);
  } finally {
    rmSync(dir, { recursive: true });
  }
}
