import childProcess, { execFile, type SpawnOptions } from 'node:child_process';
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
  // Jobs in containers often read a checkout of another user. With the settings above, that is safe.
  'safe.directory': '*',
};

/** Ways to reach a repository. `ext::` is a program; `git::` may be, by `core.gitProxy`. */
const PROTOCOLS = 'file:http:https:ssh';

/** Variables by which git would read another repository than the one of its directory: hooks have them. */
const OF_A_REPOSITORY = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

/** The most that git may write: the names of all files of a large repository. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

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

/** Settings of one run of git. */
export interface GitOptions {
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its stdin. */
  readonly input?: string;
}

/**
 * Runs git in a directory.
 *
 * @returns what it writes, byte for byte.
 * @throws {Error} one line, when git is not there or fails.
 */
export function runGit(dir: string, args: readonly string[], { env, input = '' }: GitOptions = {}): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const clean = Object.entries({ ...process.env, ...gitEnvironment() }).filter(
    ([key]) => !OF_A_REPOSITORY.includes(key),
  );
  const child = execFile(
    'git',
    args,
    {
      cwd: dir,
      encoding: 'buffer',
      maxBuffer: MAX_OUTPUT_BYTES,
      env: { ...Object.fromEntries(clean), LC_ALL: 'C', ...env },
    },
    (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const [line = error.message] = stderr.toString().trim().split('\n');
      reject(new Error(`git ${args[0]} failed in ${dir}: ${line || error.message}`, { cause: error }));
    },
  );
  // Git may end before it has read everything.
  child.stdin?.on('error', () => {}).end(input);
  return promise;
}

/** Runs git for its answer in one line. @returns `undefined` where git fails, or answers nothing. */
export async function askGit(dir: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await runGit(dir, args)).toString().trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Runs git for a list whose items end with NUL. @throws {Error} as {@link runGit}. */
export async function listGit(dir: string, args: readonly string[], options?: GitOptions): Promise<string[]> {
  return (await runGit(dir, args, options))
    .toString()
    .split('\0')
    .filter((item) => item !== '');
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
