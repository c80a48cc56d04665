import { type RenovateResult, Request } from '../messages.ts';
import { answerFor, type Watched, watchRenovate } from './run-repository.ts';

/*
 * A process of its own in which Renovate runs: it keeps global state, writes to stdout, and is under another licence.
 * It answers one request after another, and ends with the process that started it.
 */

let watched: Promise<Watched> | undefined;

async function answer(request: Request): Promise<RenovateResult> {
  process.chdir(request.dir);
  const restore = setEnvironment(request.env);
  try {
    watched ??= watchRenovate(request.renovateRoot, tell);
    return await answerFor(await watched, request);
  } finally {
    restore();
  }
}

/** @returns what sets it back. */
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

function tell(progress: string): void {
  process.send?.({ progress });
}

process.on('message', (message) => {
  answer(Request.parse(message))
    .then((answer) => ({ answer }))
    .catch((error: Error) => ({ error: error.message }))
    .then((result) => process.send?.(result));
});
process.once('disconnect', () => process.exit());
