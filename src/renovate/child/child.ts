import { type RenovateResult, type Request, RequestMessage, type ResponseMessage } from '../messages.ts';
import type { PatchedRenovate } from '../patches/patch.ts';
import { patchRenovate, runRepository } from './run-repository.ts';

/*
 * The child process in which Renovate runs: it has global state, writes to stdout, and is under another licence.
 * It handles one request after another, and ends with the process that started it.
 */

let patched: Promise<PatchedRenovate> | undefined;

process.on('message', (message) => {
  const { request } = RequestMessage.parse(message);
  handle(request)
    .then((result) => send({ kind: 'result', result }))
    .catch((error: Error) => send({ kind: 'error', message: error.message }));
});
process.once('disconnect', () => process.exit());

async function handle(request: Request): Promise<RenovateResult> {
  process.chdir(request.dir);
  const restore = setEnvironment(request.env);
  try {
    patched ??= patchRenovate(request.renovateRoot, (text) => send({ kind: 'progress', text }));
    return await runRepository(await patched, request);
  } finally {
    restore();
  }
}

function send(message: ResponseMessage): void {
  process.send?.(message);
}

/** @returns the function that restores the environment. */
function setEnvironment(env: Request['env']): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
