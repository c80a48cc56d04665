import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type RunProgram, runProgram } from '../../src/system/run-program.ts';

/** A systemd-sysext that merges nothing, and notes what it was asked to. Other programs are real. */
export interface FakeSystemd {
  readonly run: RunProgram;
  /** What it was called with, without `--help`. */
  readonly calls: string[];
  /** What each refresh found in /etc/extensions. */
  readonly refreshed: string[][];
}

/**
 * @param options `failures`: how many refreshes fail. `ignores`: names that it passes over, as those that do not fit.
 *   `old`: a version without --no-reload.
 */
export function fakeSystemd(
  root: string,
  { failures = 0, ignores = [] as readonly string[], old = false } = {},
): FakeSystemd {
  const calls: string[] = [];
  const refreshed: string[][] = [];
  const run: RunProgram = async (program, args, options) => {
    if (program !== 'systemd-sysext') return runProgram(program, args, options);
    const done = (exitCode: number, text = '') => ({ exitCode, stdout: Buffer.from(text), stderr: text });
    if (args.includes('--help'))
      return done(0, old ? 'systemd-sysext [OPTIONS...]' : '     --no-reload  Do not reload');
    calls.push(args.join(' '));
    const names = extensions(root);
    refreshed.push(names);
    if (refreshed.length <= failures) return done(1, 'Failed to merge: it is broken');
    mkdirSync(path.join(root, 'usr/.systemd-sysext'), { recursive: true });
    const merged = names.filter((name) => !ignores.includes(name));
    writeFileSync(path.join(root, 'usr/.systemd-sysext/extensions'), merged.join('\n'));
    return done(0);
  };
  return { run, calls, refreshed };
}

function extensions(root: string): string[] {
  const folder = path.join(root, 'etc/extensions');
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => name.endsWith('.raw') && !name.startsWith('.')).map((name) => name.slice(0, -4));
}
