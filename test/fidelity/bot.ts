import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { locateRenovate, PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import type { Forge } from './forge.ts';
import { gitEnvironment } from './git.ts';

/** Renovate's own number for a warning. */
const WARN = 40;

/** How a run of the bot went. */
export interface BotRun {
  readonly exitCode: number;
  /** The lines of its log that are warnings or worse. */
  readonly warnings: readonly string[];
}

/**
 * Runs Renovate on a repository of the forge as a self-hosted bot runs it: for real, in a process of its own.
 *
 * @param dir an empty folder for all that it writes, but for the log.
 * @param env added to its environment, which has nothing of ours.
 */
export async function runBot(
  forge: Forge,
  repository: string,
  { dir, logFile, env }: { dir: string; logFile: string; env: Readonly<Record<string, string>> },
): Promise<BotRun> {
  const log = openSync(logFile, 'w');
  const bot = spawn(process.execPath, [path.join(locateRenovate(PACKAGE_ROOT), 'dist/renovate.js'), repository], {
    cwd: dir,
    stdio: ['ignore', log, log],
    env: {
      ...gitEnvironment(dir),
      RENOVATE_PLATFORM: 'gitea',
      RENOVATE_ENDPOINT: `${forge.url}/api/v1/`,
      RENOVATE_TOKEN: forge.token,
      RENOVATE_BASE_DIR: dir,
      RENOVATE_GIT_AUTHOR: 'Bot <bot@forge.example>',
      RENOVATE_ONBOARDING: 'false',
      RENOVATE_REQUIRE_CONFIG: 'optional',
      RENOVATE_PR_HOURLY_LIMIT: '0',
      RENOVATE_PR_CONCURRENT_LIMIT: '0',
      RENOVATE_BRANCH_CONCURRENT_LIMIT: '0',
      RENOVATE_INTERNAL_HOST_ACCESS: 'allow',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      ...env,
    },
  });
  const [exitCode] = await once(bot, 'close');
  closeSync(log);
  return { exitCode, warnings: warnings(readFileSync(logFile, 'utf8')) };
}

function warnings(log: string): string[] {
  return log.split('\n').flatMap((line) => {
    // What is no line of the log comes from Node.js, and is bad news.
    if (!line.startsWith('{')) return line === '' ? [] : [line];
    const { level, msg, err }: { level: number; msg: string; err?: { message: string } } = JSON.parse(line);
    if (level < WARN) return [];
    return [err === undefined ? msg : `${msg}: ${err.message}`];
  });
}
