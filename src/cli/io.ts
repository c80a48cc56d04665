/** Where a command writes to, so that tests can read it. Answers go to `out`, notes and progress to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** The streams of this process. */
export const PROCESS_IO: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** Exit codes: fine; refused, or findings; could not run, or not in full. */
export const EXIT = { ok: 0, refused: 2, failed: 1 } as const;
