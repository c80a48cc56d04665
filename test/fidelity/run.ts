import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../src/registry/server.ts';
import { PACKAGE_ROOT } from '../../src/renovate/locate.ts';
import type { Answer } from '../../src/renovate/protocol.ts';
import { runRenovate } from '../../src/renovate/run.ts';
import { REGISTRY } from '../renovate/scenario.ts';
import type { Issue } from './api.ts';
import { type BotRun, runBot } from './bot.ts';
import { startForge } from './forge.ts';
import { git, type Source } from './git.ts';
import { opened, otherChanges, type Proposal } from './proposals.ts';
import type { Scenario } from './scenarios.ts';

/** What was planned for a repository, and what came of it. */
export interface Outcome {
  readonly plan: Answer;
  readonly bot: BotRun;
  /** What the bot asked of the forge in vain. */
  readonly unknown: readonly string[];
  readonly pulls: readonly Issue[];
  readonly opened: readonly Proposal[];
  readonly otherChanges: readonly string[];
  /** The bot's log, which stays. */
  readonly logFile: string;
}

export const NAME = 'org/images';
export const PRESETS = 'org/aks-sysext-renovate';

/** Plans on a clone of the scenario's repository, then lets the bot loose on the repository itself. */
export async function planAndRun(scenario: Scenario): Promise<Outcome> {
  const registry = await startRegistry(scenario.tags);
  const forge = await startForge({ [NAME]: toSource(scenario, registry.url), [PRESETS]: presets() });
  const dir = mkdtempSync(path.join(tmpdir(), 'fidelity-'));
  const logFile = path.join(tmpdir(), 'fidelity-logs', `${scenario.name.replaceAll(/\W+/g, '-')}.log`);
  mkdirSync(path.dirname(logFile), { recursive: true });
  const host = registry.url.replace('http:', 'https:');
  const env = { RENOVATE_HOST_RULES: JSON.stringify([{ matchHost: host, insecureRegistry: true }]) };
  try {
    const repository = forge.repository(NAME);
    const clone = path.join(dir, 'clone');
    git(dir, 'clone', '--quiet', repository.gitDir, clone);
    git(clone, 'remote', 'set-url', 'origin', repository.cloneUrl);
    const plan = await runRenovate(clone, { env, all: true });
    const bot = await runBot(forge, NAME, { dir, logFile, env });
    return {
      plan,
      bot,
      unknown: forge.unknown,
      pulls: repository.pulls,
      opened: opened(repository),
      otherChanges: otherChanges(repository),
      logFile,
    };
  } finally {
    await forge.close();
    await registry.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

export function toSource({ config, files, ...rest }: Scenario, url: string): Source {
  const all = { 'renovate.json': JSON.stringify(config), ...files };
  // An image reference has the registry without a scheme.
  const [from, to] = [REGISTRY, url].map((one) => `${new URL(one).host}/`) as [string, string];
  const entries = Object.entries(all).map(([file, text]) => {
    return [file, text.replaceAll(REGISTRY, url).replaceAll(from, to)];
  });
  return { ...rest, files: Object.fromEntries(entries) };
}

/** Our presets as a repository of the forge. */
export function presets(): Source {
  const names = readdirSync(path.join(PACKAGE_ROOT, 'presets')).map((name) => `presets/${name}`);
  const files = ['default.json', ...names].map((file) => [file, readFileSync(path.join(PACKAGE_ROOT, file), 'utf8')]);
  return { files: Object.fromEntries(files) };
}
