import childProcess, { execFile, type SpawnOptions } from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

/*
 * A repository's own .git/config can name programs for git to run, on commands as harmless as `ls-files`. The inspected
 * repository is not trusted.
 */

/** Settings that make git run a program, with values that prevent it. */
const SAFE_SETTINGS = {
  'core.fsmonitor': 'false',
  'core.hooksPath': '/dev/null',
  'core.askPass': '',
  'core.sshCommand': 'ssh',
  'core.gitProxy': '',
  // An empty name removes all earlier ones.
  'credential.helper': '',
  'log.showSignature': 'false',
  // Jobs in containers often read a checkout of another user. With the settings above, that is safe.
  'safe.directory': '*',
};

/** Allowed transports. `ext::` is a program; `git::` may be one, by `core.gitProxy`. */
const PROTOCOLS = 'file:http:https:ssh';

/** Variables by which git would read another repository than that of its directory. Hooks have them. */
const REPOSITORY_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_NAMESPACE',
  'GIT_PREFIX',
];

/** Enough for the names of all files of a large repository. */
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/**
 * The variables to add to the environment of a process that runs git, so that git does not run programs of the repository
 * (git-config(1), `GIT_CONFIG_COUNT`: such settings come after all files).
 *
 * @param env that process's own, whose settings of this kind are kept.
 */
export function gitEnvironment(env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const before = Number(env['GIT_CONFIG_COUNT'] ?? 0) || 0;
  const settings = Object.entries(SAFE_SETTINGS).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${before + index}`, key],
    [`GIT_CONFIG_VALUE_${before + index}`, value],
  ]);
  const count = `${before + Object.keys(SAFE_SETTINGS).length}`;
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
 * @returns its output, byte for byte.
 * @throws {Error} one line, if git is not installed or fails.
 */
export function runGit(dir: string, args: readonly string[], { env, input = '' }: GitOptions = {}): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const clean = Object.entries({ ...process.env, ...gitEnvironment() }).filter(
    ([key]) => !REPOSITORY_VARIABLES.includes(key),
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

/** Runs git for one line of output. @returns `undefined` if git fails, or prints nothing. */
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
 * Adds these variables to every git that this process spawns from now on. Renovate passes only a part of its own
 * environment to git, and its library refuses such settings.
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
