import { writeFile } from 'node:fs/promises';
import { PLAIN, type Terminal } from '../report/terminal.ts';

/** Where a command writes to, so that tests can read it. Answers go to `out`, notes and progress to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** How answers are shown. */
  readonly terminal: Terminal;
  /** Shows what goes on in one line of a terminal, in place of the last one; an empty text clears it. */
  progress(text: string): void;
}

/** Milliseconds that pass before progress is shown. */
const PATIENCE = 1000;

/** The streams of this process. Colour only in a terminal, and not where NO_COLOR is set (no-color.org). */
export function processIo({ stdout, stderr, env }: NodeJS.Process): Io {
  const started = Date.now();
  let shown = false;
  const color = stdout.isTTY === true && (env['NO_COLOR'] ?? '') === '';
  return {
    out: (text) => stdout.write(text),
    err: (text) => stderr.write(text),
    terminal: { width: stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY, color },
    progress: (text) => {
      // Short work needs none, and what was not shown need not be cleared.
      if (!stderr.isTTY || (!shown && (text === '' || Date.now() - started < PATIENCE))) return;
      shown = text !== '';
      stderr.write(`\r\u001b[K${text.slice(0, stderr.columns - 1)}`);
    },
  };
}

/** Writes an answer to a file, if one is named, else to `io`. @param render makes it, for the terminal or a file. */
export async function give(io: Io, file: string | undefined, render: (terminal: Terminal) => string): Promise<void> {
  if (file === undefined) io.out(render(io.terminal));
  else await writeFile(file, render(PLAIN));
}

/** Exit codes: fine; refused, or findings; could not run, or not in full. */
export const EXIT = { ok: 0, refused: 2, failed: 1 } as const;
