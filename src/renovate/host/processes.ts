import { type ChildProcess, type ChildProcessByStdio, type ForkOptions, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { endWithThisProcess, killGroup } from '../../system/group.ts';
import type { RenovateResult, Request, RequestMessage, ResponseMessage } from '../messages.ts';

/** Callbacks while Renovate runs. */
export interface Listener {
  /** Receives each line that Renovate writes. */
  readonly onOutput?: (line: string) => void;
  /** Receives the step of the run, with counts. */
  readonly onProgress?: (text: string) => void;
}

/** A process that runs Renovate. */
type Process = ChildProcessByStdio<null, Readable, Readable>;

/** The process that responded last, kept for the next request: its start takes longer than most runs. */
let idleProcess: { readonly key: string; readonly child: Process; readonly timer: NodeJS.Timeout } | undefined;

/** How long an idle process is kept: it uses some hundred megabytes of memory. */
const KEEP_ALIVE_MS = 10_000;

/**
 * The longest time without output or progress. Renovate's own requests end after three attempts of a minute each; git,
 * which it runs for some lookups, has no timeout.
 */
const IDLE_TIMEOUT_MS = 10 * 60_000;

/**
 * Sends a request to a process that runs Renovate: the idle one, if its environment is the same, or a new one.
 *
 * @throws {Error} one line, if the process ends or stalls without a result.
 */
export async function requestRun(
  env: NodeJS.ProcessEnv,
  request: Request,
  listener: Listener,
): Promise<RenovateResult> {
  const key = JSON.stringify([request.renovateRoot, env]);
  const child = takeIdle(key) ?? start(env, request.dir);
  try {
    const result = await exchange(child, request, listener);
    // Lines of output may come after the result.
    if (listener.onOutput === undefined) keepIdle(key, child);
    else end(child);
    return result;
  } catch (error) {
    killGroup(child);
    throw error;
  }
}

function start(env: NodeJS.ProcessEnv, cwd: string): Process {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`../child/child${extension}`, import.meta.url));
  // In a process group of its own, so that git and other children of Renovate end with it.
  const options: ForkOptions = { cwd, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true };
  const child = fork(entry, options) as ChildProcess as Process;
  endWithThisProcess(child);
  return child;
}

function takeIdle(key: string): Process | undefined {
  if (idleProcess?.key !== key || !idleProcess.child.connected) return undefined;
  const { child, timer } = idleProcess;
  idleProcess = undefined;
  clearTimeout(timer);
  for (const handle of handlesOf(child)) handle?.ref();
  return child;
}

/** Keeps a process, which does not prevent this one from ending, and ends with it. */
function keepIdle(key: string, child: Process): void {
  endIdle();
  idleProcess = { key, child, timer: setTimeout(endIdle, KEEP_ALIVE_MS).unref() };
  for (const handle of handlesOf(child)) handle?.unref();
}

function endIdle(): void {
  if (idleProcess === undefined) return;
  clearTimeout(idleProcess.timer);
  end(idleProcess.child);
  idleProcess = undefined;
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
  // The child has parsed what it sends.
  const onMessage = (received: unknown) => {
    const message = received as ResponseMessage;
    idle.refresh();
    switch (message.kind) {
      case 'progress':
        lastProgress = message.text;
        onProgress?.(message.text);
        break;
      case 'result':
        resolve(message.result);
        break;
      case 'error':
        reject(new Error(message.message));
    }
  };
  const onClose = (code: number | null) => {
    reject(new Error(`Renovate ended with exit code ${code} without a result: ${lastLine}`));
  };
  child.on('message', onMessage).once('error', reject).once('close', onClose);
  child.send({ kind: 'run', request } satisfies RequestMessage);
  return promise.finally(() => {
    clearTimeout(idle);
    child.off('message', onMessage).off('error', reject).off('close', onClose);
    if (onOutput === undefined) for (const output of outputs) output.close();
  });
}
