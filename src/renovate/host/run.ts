import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gitEnvironment } from '../../system/git.ts';
import { withScratch } from '../../system/scratch.ts';
import type { RenovateResult, Snapshot } from '../messages.ts';
import { locateRenovate, PACKAGE_ROOT } from './locate.ts';
import { type Listener, requestRun } from './processes.ts';

/** Settings of a run. */
export interface RunOptions extends Listener {
  /** Added to the environment of Renovate. */
  readonly env?: Readonly<Record<string, string>>;
  /** The directory whose presets replace the published ones. Defaults to this package. */
  readonly presetRoot?: string;
  /** The results of all lookups. Without it, registries are queried. */
  readonly snapshot?: Snapshot;
  /** Directories that replace other repositories of presets, by the name of those. */
  readonly presetRoots?: Readonly<Record<string, string>>;
  /** Whether the configuration itself is inspected as well. */
  readonly inspect?: boolean;
  /** Whether every dependency is looked up, and not only sysexts and the other members of their pull requests. */
  readonly all?: boolean;
  /** Whether the last commit is planned, and not the working tree. */
  readonly committed?: boolean;
  /** A pattern of files whose content the result includes. */
  readonly keep?: string;
}

/**
 * Runs Renovate's extraction, lookup and branch logic on the repository in `dir`, in a child process.
 * Nothing in `dir` is written.
 *
 * @throws {Error} one line, if Renovate could not be run at all. An error inside of Renovate is the result's `failure`.
 */
export async function runRenovate(dir: string, options: RunOptions = {}): Promise<RenovateResult> {
  const {
    presetRoot = PACKAGE_ROOT,
    presetRoots = {},
    snapshot,
    inspect = false,
    all = false,
    committed = false,
    env = {},
  } = options;
  const renovateRoot = locateRenovate(dir);
  return withScratch('run', async (scratch) => {
    const config = path.join(scratch, 'config.json');
    await writeFile(config, '{}');
    const request = {
      dir: path.resolve(dir),
      env: { ...configFiles(config), RENOVATE_BASE_DIR: scratch, ...env },
      renovateRoot,
      presetRoot,
      presetRoots: { ...presetRoots },
      scratch,
      inspect,
      all,
      committed,
      ...(options.keep === undefined ? {} : { keep: options.keep }),
      ...(snapshot === undefined ? {} : { snapshot }),
    };
    return requestRun(environment(options), request, options);
  });
}

/**
 * The files of the bot's own configuration, as paths that hold in any directory.
 *
 * @param none the file if the user has none: Renovate would read a `config.js` of the repository instead.
 */
function configFiles(none: string): Record<string, string> {
  const { RENOVATE_CONFIG_FILE: file, RENOVATE_ADDITIONAL_CONFIG_FILE: additional } = process.env;
  return {
    RENOVATE_CONFIG_FILE: path.resolve(file || none),
    ...(additional ? { RENOVATE_ADDITIONAL_CONFIG_FILE: path.resolve(additional) } : {}),
  };
}

/**
 * The user's environment, without the variables that do not apply to a local run. The git configuration of the
 * repository cannot start a program.
 */
function environment({ onOutput }: Listener): NodeJS.ProcessEnv {
  const { RENOVATE_REPOSITORIES: _repositories, ...env } = process.env;
  const level = onOutput === undefined ? 'error' : 'debug';
  return { RENOVATE_INTERNAL_HOST_ACCESS: 'allow', LOG_LEVEL: level, ...env, ...gitEnvironment(env) };
}
