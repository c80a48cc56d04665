import { PLAIN, type Terminal } from '../report/terminal.ts';
import { writeOutput } from '../system/output-file.ts';

/** The output of a command, which tests replace. Results go to `out`, notes and progress to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** The terminal that results are formatted for. */
  readonly terminal: Terminal;
  /** Shows the progress in one line of a terminal, and replaces the last one. An empty string clears it. */
  progress(text: string): void;
}

/** The time before progress is shown. */
const PROGRESS_DELAY_MS = 1000;

/**
 * Connects to the streams of a process. Colour is for terminals without NO_COLOR (no-color.org), and characters outside
 * of ASCII are for terminals with a UTF-8 locale.
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
    // A terminal of unknown width has 0 columns.
    terminal: { width: (stdout.isTTY && stdout.columns) || Number.POSITIVE_INFINITY, color },
    progress: (text) => {
      if (!stderr.isTTY || isDumb) return;
      // Short work shows no progress, and there is then no line to clear.
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

/** Replacements for the characters of our own texts. The mark of a cut line keeps its width. */
const ASCII: Readonly<Record<string, string>> = { '…': '~', '→': '->' };

/** Escapes other characters as JSON and JavaScript do, so that JSON stays valid. */
function toAscii(text: string): string {
  return text.replace(/[^\0-\x7f]/g, (unit) => {
    return ASCII[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Writes a result to a file, if one is named, else to `io`. @param render formats it for the terminal or the file. */
export async function writeResult(
  io: Io,
  file: string | undefined,
  render: (terminal: Terminal) => string,
): Promise<void> {
  if (file === undefined) io.out(render(io.terminal));
  else await writeOutput(file, render(PLAIN));
}

/**
 * Ends a process with exit code 1 and one line if its output could not be written. A reader that closes its end early
 * (`| head`) is not an error.
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

/** Exit codes: success; problems found or refused; failed or incomplete. */
export const EXIT = { ok: 0, refused: 2, failed: 1 } as const;

/** Chooses the exit code: 1 over 2 over 0, as an incomplete result may hide worse than what was found. */
export function exitCodeOf({ failed, refused }: { readonly failed: boolean; readonly refused: boolean }): number {
  if (failed) return EXIT.failed;
  return refused ? EXIT.refused : EXIT.ok;
}
