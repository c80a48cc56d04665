import { spawn } from 'node:child_process';

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
}

/** A program is not there. */
export class MissingProgramError extends Error {
  override readonly name = 'MissingProgramError';
}

/** Runs a program to its end. @throws {MissingProgramError}, and {Error} when it cannot be started. */
export type RunProgram = (program: string, args: readonly string[], options?: RunOptions) => Promise<Ran>;

/** The last line of what a program has said: most end with why they failed. */
export function lastLine(text: string): string {
  return text.slice(text.lastIndexOf('\n') + 1);
}

/** The most that is kept of what a program writes. */
const MAX_OUTPUT = 16 * 1024 * 1024;

/** Where to get the programs from, as people know the packages. */
const PACKAGES: Readonly<Record<string, string>> = { unsquashfs: 'squashfs-tools', 'systemd-sysext': 'systemd' };

/** Runs a program of this machine. @throws {MissingProgramError}, and {Error} when it writes more than is kept. */
export const runProgram: RunProgram = (program, args, { head, into } = {}) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', into ?? 'pipe', 'pipe'] });
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
      reject(error.code === 'ENOENT' ? new MissingProgramError(`${program} is not installed${hint}`) : error);
    });
    child.on('close', (code) => {
      if (head === undefined && length >= MAX_OUTPUT) {
        reject(new Error(`${program} ${args.join(' ')} writes more than ${MAX_OUTPUT} bytes`));
        return;
      }
      const stdout = Buffer.concat(chunks);
      resolve({ exitCode: head !== undefined && length >= head ? 0 : (code ?? 1), stdout, stderr: stderr.trim() });
    });
  });
