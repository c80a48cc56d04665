import { PLAIN, type Terminal } from '../report/terminal.ts';
import { writeOutput } from '../system/output-file.ts';

/** Where a command writes to, so that tests can read it. Results go to `out`, notes and progress to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** How results are shown. */
  readonly terminal: Terminal;
  /** Shows the progress in one line of a terminal, in place of the last one; an empty text clears it. */
  progress(text: string): void;
}

/** The milliseconds that pass before progress is shown. */
const PROGRESS_DELAY_MS = 1000;

/**
 * The streams of this process. Colour only in a terminal that has it, and if NO_COLOR is not set (no-color.org).
 * Characters outside of ASCII are written to a terminal if the locale is one of UTF-8.
 */
export function processIo({ stdout, stderr, env }: NodeJS.Process): Io {
  const started = Date.now();
  let shown = false;
  const isDumb = env['TERM'] === 'dumb';
  const color = stdout.isTTY === true && !isDumb && (env['NO_COLOR'] ?? '') === '';
  const shownOn = ({ isTTY }: NodeJS.WriteStream) => (isTTY && !hasUtf8(env) ? toAscii : (text: string) => text);
  const [outText, errText] = [shownOn(stdout), shownOn(stderr)];
  return {
    out: (text) => stdout.write(outText(text)),
    err: (text) => stderr.write(errText(text)),
    // A terminal that does not know its width has 0.
    terminal: { width: (stdout.isTTY && stdout.columns) || Number.POSITIVE_INFINITY, color },
    progress: (text) => {
      if (!stderr.isTTY || isDumb) return;
      // Short work needs none, and what was not shown need not be cleared.
      if (!shown && (text === '' || Date.now() - started < PROGRESS_DELAY_MS)) return;
      shown = text !== '';
      stderr.write(`\r\u001b[K${errText(text).slice(0, stderr.columns - 1)}`);
    },
  };
}

/** Whether the locale's encoding is UTF-8 (POSIX: LC_ALL over LC_CTYPE over LANG; without any, it is ASCII). */
function hasUtf8(env: NodeJS.ProcessEnv): boolean {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find((value) => value !== undefined && value !== '');
  return /utf-?8/i.test(locale ?? '');
}

/** Signs of our own. That of a cut line keeps its width. */
const ASCII: Readonly<Record<string, string>> = { '…': '~', '→': '->' };

/** Other characters as JSON and JavaScript escape them, so that JSON stays what it is. */
function toAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => {
    return ASCII[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Writes a result to a file, if one is named, else to `io`. @param render makes it, for the terminal or a file. */
export async function give(io: Io, file: string | undefined, render: (terminal: Terminal) => string): Promise<void> {
  if (file === undefined) io.out(render(io.terminal));
  else await writeOutput(file, render(PLAIN));
}

/**
 * Has a process end with exit code 1, and one line, if its output could not be written. A reader that has read enough
 * (`| head`) closes its end, which is not an error.
 */
export function watchOutput(process: NodeJS.Process): void {
  const { stdout, stderr } = process;
  let failed = false;
  for (const stream of [stdout, stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (code === 'EPIPE' || failed) return;
      failed = true;
      stderr.write(`error: the output cannot be written: ${message}\n`);
    });
  }
  // The error may come after the command has ended.
  process.on('exit', () => {
    if (failed) process.exitCode = EXIT.failed;
  });
}

/** Exit codes: fine; refused, or findings; could not run, or not completely. */
export const EXIT = { ok: 0, refused: 2, failed: 1 } as const;

/** The exit code of what was done: what is not known may be worse than what was found. */
export function exitCodeOf({ failed, refused }: { readonly failed: boolean; readonly refused: boolean }): number {
  if (failed) return EXIT.failed;
  return refused ? EXIT.refused : EXIT.ok;
}
