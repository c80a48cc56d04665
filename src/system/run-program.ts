import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { OperationalError } from './errors.ts';

/** The result of a program. */
interface ProgramResult {
  readonly exitCode: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Settings of one run of a program. */
interface ProgramOptions {
  /** The program is stopped once it has written as many bytes; that counts as success. */
  readonly head?: number;
  /** An open file that gets the program's output. */
  readonly into?: number;
  /** The bytes that the program reads; nothing, if not given. */
  readonly input?: Buffer | string;
  /** The program is stopped after so many milliseconds. */
  readonly timeoutMs?: number;
}

/** A program that could not do its work, for reasons that are not in its input. */
export class ProgramError extends OperationalError<
  'not-installed' | 'not-started' | 'failed' | 'killed' | 'too-much-output'
> {
  override readonly name = 'ProgramError';
}

/**
 * Runs a program to its end. The exit code of one that a signal ends is 128 and the signal's number, as in a shell.
 *
 * @throws {ProgramError} if it is not installed, or cannot be started.
 */
export type RunProgram = (program: string, args: readonly string[], options?: ProgramOptions) => Promise<ProgramResult>;

/** The last line of a program's output: most programs end with the reason of a failure. */
export function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

const MAX_STDOUT_BYTES = 16 * 1024 * 1024;
const MAX_STDERR_CHARACTERS = 4096;

/** Packages of Debian, by their programs. */
const PACKAGES: Readonly<Record<string, string>> = {
  unsquashfs: 'squashfs-tools',
  'systemd-sysext': 'systemd',
  xz: 'xz-utils',
};

/** Runs a program of this machine. @throws {ProgramError} also if its output is larger than {@link MAX_STDOUT_BYTES}. */
export const runProgram: RunProgram = (program, args, { head, into, input, timeoutMs } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', into ?? 'pipe', 'pipe'],
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    });
    // Its exit code shows why it does not read all of its input.
    child.stdin?.on('error', () => {}).end(input);
    const chunks: Buffer[] = [];
    let length = 0;
    let stderr = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= (head ?? MAX_STDOUT_BYTES)) child.kill();
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr = `${stderr}${text}`.slice(-MAX_STDERR_CHARACTERS);
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      const hint = PACKAGES[program] === undefined ? '' : `; it comes with ${PACKAGES[program]}`;
      reject(
        cause.code === 'ENOENT'
          ? new ProgramError('not-installed', `${program} is not installed${hint}`, { cause })
          : new ProgramError('not-started', `${program} cannot be started: ${cause.message}`, { cause }),
      );
    });
    child.on('close', (code, signal) => {
      if (head === undefined && length >= MAX_STDOUT_BYTES) {
        const message = `${program} ${args.join(' ')} writes more than ${MAX_STDOUT_BYTES} bytes`;
        reject(new ProgramError('too-much-output', message));
        return;
      }
      const stdout = Buffer.concat(chunks);
      const exitCode = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      resolve({ exitCode: head !== undefined && length >= head ? 0 : exitCode, stdout, stderr: stderr.trim() });
    });
  });
