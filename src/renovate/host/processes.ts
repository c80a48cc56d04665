import { type ChildProcess, type ChildProcessByStdio, type ForkOptions, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { endWithThisProcess, killGroup } from '../../system/group.ts';
import { RenovateResult, type Request } from '../messages.ts';

const Progress = z.object({ progress: z.string() });
const Result = z.union([z.object({ answer: RenovateResult }), z.object({ error: z.string() }), Progress]);

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
 * The longest that Renovate may be silent. Its own requests end after three attempts of a minute each; git, which it
 * runs for some lookups, waits for ever.
 */
const IDLE_TIMEOUT_MS = 10 * 60_000;

/**
 * Sends a request to a process that runs Renovate: the one that answered last, if its environment is the same, or a new
 * one.
 *
 * @throws {Error} one line, when there is no answer.
 */
export async function ask(env: NodeJS.ProcessEnv, request: Request, listener: Listener): Promise<RenovateResult> {
  const key = JSON.stringify([request.renovateRoot, env]);
  const child = takeWaiting(key) ?? start(env, request.dir);
  try {
    const answer = await exchange(child, request, listener);
    // Lines of output may come after the answer.
    if (listener.onOutput === undefined) keepWaiting(key, child);
    else end(child);
    return answer;
  } catch (error) {
    killGroup(child);
    throw error;
  }
}

function start(env: NodeJS.ProcessEnv, cwd: string): Process {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`../child/child${extension}`, import.meta.url));
  // In a group of its own, so that git and whatever else it runs ends with it.
  const options: ForkOptions = { cwd, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true };
  const child = fork(entry, options) as ChildProcess as Process;
  endWithThisProcess(child);
  return child;
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

function exchange(child: Process, request: Request, { onOutput, onProgress }: Listener): Promise<RenovateResult> {
  const { promise, resolve, reject } = Promise.withResolvers<RenovateResult>();
  let lastLine = '';
  let lastProgress = '';
  const onIdle = () => {
    const since = lastProgress === '' ? '' : ` since "${lastProgress}"`;
    const minutes = IDLE_TIMEOUT_MS / 60_000;
    reject(new Error(`Renovate has made no progress for ${minutes} minutes${since}: check the proxy and the network`));
  };
  const idle = setTimeout(onIdle, IDLE_TIMEOUT_MS);
  const outputs = [child.stdout, child.stderr].map((stream) =>
    createInterface(stream).on('line', (line) => {
      if (line.trim() !== '') lastLine = line.slice(-2000);
      idle.refresh();
      onOutput?.(line);
    }),
  );
  const onMessage = (message: unknown) => {
    const result = Result.parse(message);
    idle.refresh();
    if ('progress' in result) {
      lastProgress = result.progress;
      onProgress?.(result.progress);
    } else if ('error' in result) reject(new Error(result.error));
    else resolve(result.answer);
  };
  const onClose = (code: number | null) => {
    reject(new Error(`Renovate ended with exit code ${code} before it answered: ${lastLine}`));
  };
  child.on('message', onMessage).once('error', reject).once('close', onClose);
  child.send(request);
  return promise.finally(() => {
    clearTimeout(idle);
    child.off('message', onMessage).off('error', reject).off('close', onClose);
    if (onOutput === undefined) for (const output of outputs) output.close();
  });
}
