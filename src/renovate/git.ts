import childProcess, { type SpawnOptions } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/*
 * A repository's own .git/config can name programs for git to run, on commands as harmless as `ls-files`. The one
 * that is looked at may be anybody's.
 */

/** What makes git run a program, with the value by which it runs none, or its usual one. */
const HARMLESS = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.askPass': '',
  'core.sshCommand': 'ssh',
  'core.gitProxy': '',
  // An empty name takes back all that were named before.
  'credential.helper': '',
  'log.showSignature': 'false',
};

/** Ways to reach a repository. `ext::` is a program; `git::` may be, by `core.gitProxy`. */
const PROTOCOLS = 'file:http:https:ssh';

/**
 * What to add to the environment of a process that runs git, so that git runs no program of the repository's choice
 * (git-config(1), `GIT_CONFIG_COUNT`: such settings come after all files).
 *
 * @param env that process's own, whose settings of this kind are kept.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const before = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const settings = Object.entries(HARMLESS).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  const count = `${before + Object.keys(HARMLESS).length}`;
  return { ...Object.fromEntries(settings), GIT_CONFIG_COUNT: count, GIT_ALLOW_PROTOCOL: PROTOCOLS };
}

/**
 * Does the same for all git that is spawned from here on in this process. Renovate hands git little of its own
 * environment, and its library refuses such settings when they are handed to it.
 */
export function guardGit(): void {
  const { spawn } = childProcess;
  const guarded = (command: string, args: readonly string[], options: SpawnOptions) => {
    const env = options.env ?? process.env;
    return spawn(command, args, command === 'git' ? { ...options, env: { ...env, ...gitEnvironment(env) } } : options);
  };
  childProcess.spawn = guarded as typeof spawn;
  syncBuiltinESMExports();
}
