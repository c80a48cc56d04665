import { fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { gitEnvironment } from './git.ts';
import { locateRenovate, PACKAGE_ROOT } from './locate.ts';
import { Answer, type Request, type Snapshot } from './protocol.ts';

const Progress = z.object({ progress: z.string() });
const Result = z.union([z.object({ answer: Answer }), z.object({ error: z.string() }), Progress]);

/** Settings of a run. */
export interface RunOptions {
  /** Added to the environment of the process that runs Renovate. */
  readonly env?: Readonly<Record<string, string>>;
  /** Takes each line that Renovate writes while it runs. */
  readonly onOutput?: (line: string) => void;
  /** Is told what Renovate is at, with counts. */
  readonly onProgress?: (text: string) => void;
  /** The folder whose presets stand in for the published ones; those of this package, if not given. */
  readonly presetRoot?: string;
  /** Answers for all lookups. Without it, registries are asked. */
  readonly snapshot?: Snapshot;
  /** Whether the configuration itself is looked into as well. */
  readonly inspect?: boolean;
}

/**
 * Runs Renovate's extraction, lookup and branch logic on the repository in `dir`, in a process of its own.
 * Nothing in `dir` is written.
 *
 * @throws {Error} one line, when Renovate could not be run at all. What went wrong inside Renovate is in the answer.
 */
export async function runRenovate(dir: string, options: RunOptions = {}): Promise<Answer> {
  const { presetRoot = PACKAGE_ROOT, snapshot, inspect = false, env = {} } = options;
  const renovateRoot = locateRenovate(dir);
  const scratch = await mkdtemp(path.join(tmpdir(), 'aks-sysext-renovate-'));
  const request: Request = {
    renovateRoot,
    presetRoot,
    scratch,
    inspect,
    ...(snapshot === undefined ? {} : { snapshot }),
  };
  try {
    return await ask(request, dir, { ...(await environment(scratch)), ...env }, options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The user's environment, less what cannot be meant for a local run. Renovate's caches go to a scratch folder. Nothing
 * that is in the repository runs: no program that its git configuration names, and no `config.js`, which Renovate
 * would take for the bot's own configuration.
 */
async function environment(scratch: string): Promise<NodeJS.ProcessEnv> {
  const { RENOVATE_REPOSITORIES: _repositories, RENOVATE_PLATFORM: _platform, ...env } = process.env;
  const config = path.join(scratch, 'config.json');
  await writeFile(config, '{}');
  const defaults = { RENOVATE_INTERNAL_HOST_ACCESS: 'allow', RENOVATE_CONFIG_FILE: config, LOG_LEVEL: 'error' };
  return { ...defaults, ...env, ...gitEnvironment(env), RENOVATE_BASE_DIR: scratch };
}

function ask(
  request: Request,
  cwd: string,
  env: NodeJS.ProcessEnv,
  { onOutput, onProgress }: RunOptions,
): Promise<Answer> {
  const extension = path.extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`./child${extension}`, import.meta.url));
  const child = fork(entry, { cwd, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  let lastLine = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on('line', (line) => {
      if (line.trim() !== '') lastLine = line.slice(-2000);
      onOutput?.(line);
    });
  }
  child.on('message', (message) => {
    const result = Result.parse(message);
    if ('progress' in result) onProgress?.(result.progress);
    else if ('error' in result) reject(new Error(result.error));
    else resolve(result.answer);
  });
  child.once('error', reject);
  child.once('close', (code) => {
    reject(new Error(`Renovate ended with exit code ${code} before it answered: ${lastLine}`));
  });
  child.send(request);
  return promise;
}
