import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** What a program did. */
export interface Ran {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

export interface RunOptions {
  /** The program is stopped once it has written as many bytes; that counts as success. */
  readonly head?: number;
  /** An open file that gets what the program writes. */
  readonly into?: number;
  /** The bytes that the program reads; nothing, if not given. */
  readonly input?: Buffer;
}

/** A program that did not do its work, for reasons that are not in what it was to work on. */
export class ProgramError extends Error {
  override readonly name: string = 'ProgramError';
}

/** A program that is not installed. */
export class MissingProgramError extends ProgramError {
  override readonly name = 'MissingProgramError';
}

/**
 * Runs a program to its end. The exit code of one that a signal ends is 128 and the signal's number, as in a shell.
 *
 * @throws {ProgramError} if it is not installed, or cannot be started.
 */
export type RunProgram = (program: string, args: readonly string[], options?: RunOptions) => Promise<Ran>;

/** The last line of what a program has said: most end with why they failed. */
export function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

/** The most that is kept of what a program writes. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Where to get the programs from, as people know the packages. */
const PACKAGES: Readonly<Record<string, string>> = {
  unsquashfs: 'squashfs-tools',
  'systemd-sysext': 'systemd',
  xz: 'xz-utils',
};

/** Runs a program of this machine. @throws {ProgramError} also if it writes more than is kept. */
export const runProgram: RunProgram = (program, args, { head, into, input } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: [input === undefined ? 'ignore' : 'pipe', into ?? 'pipe', 'pipe'] });
    // Its exit code says why it reads no more.
    child.stdin?.on('error', () => {}).end(input);
    const chunks: Buffer[] = [];
    let length = 0;
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= (head ?? MAX_OUTPUT)) child.kill();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = `${stderr}${text}`.slice(-4096);
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      const hint = PACKAGES[program] === undefined ? '' : `; it comes with ${PACKAGES[program]}`;
      reject(
        error.code === 'ENOENT'
          ? new MissingProgramError(`${program} is not installed${hint}`)
          : new ProgramError(`${program} cannot be started: ${error.message}`),
      );
    });
    child.on('close', (code, signal) => {
      if (head === undefined && length >= MAX_OUTPUT) {
        reject(new ProgramError(`${program} ${args.join(' ')} writes more than ${MAX_OUTPUT} bytes`));
        return;
      }
      const stdout = Buffer.concat(chunks);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exitCode: head !== undefined && length >= head ? 0 : exitCode, stdout, stderr: stderr.trim() });
    });
  });
