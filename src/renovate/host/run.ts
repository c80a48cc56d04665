import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gitEnvironment } from '../../system/git.ts';
import { withScratch } from '../../system/scratch.ts';
import type { RenovateResult, Snapshot } from '../messages.ts';
import { locateRenovate, PACKAGE_ROOT } from './locate.ts';
import { ask, type Listener } from './processes.ts';

/** Settings of a run. */
export interface RunOptions extends Listener {
  /** Added to the environment of Renovate. */
  readonly env?: Readonly<Record<string, string>>;
  /** The folder whose presets stand in for the published ones; those of this package, if not given. */
  readonly presetRoot?: string;
  /** Answers for all lookups. Without it, registries are asked. */
  readonly snapshot?: Snapshot;
  /** Directories that stand in for other repositories of presets, by the name of those. */
  readonly presetRoots?: Readonly<Record<string, string>>;
  /** Whether the configuration itself is looked into as well. */
  readonly inspect?: boolean;
  /** Whether every dependency is looked up, and not only sysexts and what comes in their pull requests. */
  readonly all?: boolean;
  /** Whether the last commit is planned, and not the working tree. */
  readonly committed?: boolean;
  /** A pattern of files whose text the answer is to have. */
  readonly keep?: string;
}

/**
 * Runs Renovate's extraction, lookup and branch logic on the repository in `dir`, in another process.
 * Nothing in `dir` is written.
 *
 * @throws {Error} one line, when Renovate could not be run at all. What went wrong inside Renovate is in the answer.
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
    return ask(environment(options), request, options);
  });
}

/**
 * The files of the bot's own configuration, as paths that hold in any directory.
 *
 * @param none the file where the user has none: Renovate would take a `config.js` in the repository for one.
 */
function configFiles(none: string): Record<string, string> {
  const { RENOVATE_CONFIG_FILE: file, RENOVATE_ADDITIONAL_CONFIG_FILE: additional } = process.env;
  return {
    RENOVATE_CONFIG_FILE: path.resolve(file || none),
    ...(additional ? { RENOVATE_ADDITIONAL_CONFIG_FILE: path.resolve(additional) } : {}),
  };
}

/**
 * The user's environment, less what cannot be meant for a local run. No program runs that the git configuration of the
 * repository names.
 */
function environment({ onOutput }: Listener): NodeJS.ProcessEnv {
  const { RENOVATE_REPOSITORIES: _repositories, ...env } = process.env;
  const level = onOutput === undefined ? 'error' : 'debug';
  return { RENOVATE_INTERNAL_HOST_ACCESS: 'allow', LOG_LEVEL: level, ...env, ...gitEnvironment(env) };
}
