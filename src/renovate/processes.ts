import { type ChildProcess, type ChildProcessByStdio, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Answer, type Request } from './protocol.ts';

const Progress = z.object({ progress: z.string() });
const Result = z.union([z.object({ answer: Answer }), z.object({ error: z.string() }), Progress]);

/** Who listens while Renovate runs. */
export interface Listener {
  /** Takes each line that Renovate writes while it runs. */
  readonly onOutput?: (line: string) => void;
  /** Is told what Renovate is at, with counts. */
  readonly onProgress?: (text: string) => void;
}

/** A process that runs Renovate. */
type Process = ChildProcessByStdio<null, Readable, Readable>;

/** The one that answered last, and waits for more. Its start takes longer than most runs. */
let waiting: { readonly key: string; readonly child: Process; readonly timer: NodeJS.Timeout } | undefined;

/** The milliseconds that it waits: it holds some hundred megabytes. */
const PATIENCE = 10_000;

/**
 * Sends a request to a process that runs Renovate: the one that answered last, if its environment is the same, or a new
 * one.
 *
 * @throws {Error} one line, when there is no answer.
 */
export async function ask(env: NodeJS.ProcessEnv, request: Request, listener: Listener): Promise<Answer> {
  const key = JSON.stringify([request.renovateRoot, env]);
  const child = takeWaiting(key) ?? start(env, request.dir);
  try {
    const answer = await exchange(child, request, listener);
    // Lines of output may come after the answer.
    if (listener.onOutput === undefined) keepWaiting(key, child);
    else end(child);
    return answer;
  } catch (error) {
    child.kill();
    throw error;
  }
}

function start(env: NodeJS.ProcessEnv, cwd: string): Process {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`./child${extension}`, import.meta.url));
  return fork(entry, { cwd, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] }) as ChildProcess as Process;
}

function takeWaiting(key: string): Process | undefined {
  if (waiting?.key !== key || !waiting.child.connected) return undefined;
  const { child, timer } = waiting;
  waiting = undefined;
  clearTimeout(timer);
  for (const handle of handlesOf(child)) handle?.ref();
  return child;
}

/** It does not keep this process from ending, and ends with it. */
function keepWaiting(key: string, child: Process): void {
  endWaiting();
  waiting = { key, child, timer: setTimeout(endWaiting, PATIENCE).unref() };
  for (const handle of handlesOf(child)) handle?.unref();
}

function endWaiting(): void {
  if (waiting === undefined) return;
  clearTimeout(waiting.timer);
  end(waiting.child);
  waiting = undefined;
}

function end(child: Process): void {
  if (child.connected) child.disconnect();
}

function handlesOf(child: Process) {
  return [child, child.channel, child.stdout as Socket, child.stderr as Socket];
}

function exchange(child: Process, request: Request, { onOutput, onProgress }: Listener): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let lastLine = '';
  const outputs = [child.stdout, child.stderr].map((stream) =>
    createInterface(stream).on('line', (line) => {
      if (line.trim() !== '') lastLine = line.slice(-2000);
      onOutput?.(line);
    }),
  );
  const onMessage = (message: unknown) => {
    const result = Result.parse(message);
    if ('progress' in result) onProgress?.(result.progress);
    else if ('error' in result) reject(new Error(result.error));
    else resolve(result.answer);
  };
  const onClose = (code: number | null) => {
    reject(new Error(`Renovate ended with exit code ${code} before it answered: ${lastLine}`));
  };
  child.on('message', onMessage).once('error', reject).once('close', onClose);
  child.send(request);
  return promise.finally(() => {
    child.off('message', onMessage).off('error', reject).off('close', onClose);
    if (onOutput === undefined) for (const output of outputs) output.close();
  });
}
