import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../src/registry/server.ts';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { REGISTRY } from '../renovate/scenario.ts';
import { type Issue, mergeScheduled, type Repository } from './api.ts';
import { type BotRun, runBot } from './bot.ts';
import { startForge } from './forge.ts';
import { git, type Source } from './git.ts';
import { opened, otherChanges, type Proposal, readFiles } from './proposals.ts';
import type { Scenario } from './scenarios.ts';
import type { Sequence } from './sequences.ts';

/** What was planned for a repository, and what came of it. */
export interface Outcome {
  readonly plan: RenovateResult;
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
export function planAndRun(scenario: Scenario): Promise<Outcome> {
  return onForge(scenario, async ({ repository, plan, run }) => {
    const planned = await plan();
    const { bot, unknown, logFile } = await run();
    const { pulls } = repository;
    return {
      plan: planned,
      bot,
      unknown,
      pulls,
      opened: opened(repository),
      otherChanges: otherChanges(repository),
      logFile,
    };
  });
}

/** What one of several runs of the bot came to. */
export interface Step extends Pick<Outcome, 'plan' | 'bot' | 'unknown' | 'opened' | 'logFile'> {
  /** The branches beside main, and the files of main, once checks have succeeded or not. */
  readonly branches: readonly string[];
  readonly main: Readonly<Record<string, string>>;
}

/** Lets the bot run several times on one forge, and plans before each run. */
export function planAndRunAgain({ runs, ...scenario }: Sequence): Promise<Step[]> {
  const lists: Record<string, readonly string[]> = {};
  return onForge({ ...scenario, tags: lists }, async ({ repository, plan, run, fromLoopback }) => {
    const steps: Step[] = [];
    for (const { tags, checks } of runs) {
      for (const name of Object.keys(lists)) delete lists[name];
      Object.assign(lists, tags);
      const planned = await plan();
      repository.checks = checks;
      const step = { plan: planned, ...(await run()), opened: opened(repository) };
      mergeScheduled(repository);
      const branches = opened(repository).map(({ branch }) => fromLoopback(branch));
      steps.push({ ...step, branches: branches.sort(), main: readFiles(repository, 'main') });
    }
    return steps;
  });
}

/** A scenario's repository on a forge, with what is done to it. */
interface OnForge {
  readonly repository: Repository;
  /** Plans on a new clone of it. */
  plan(): Promise<RenovateResult>;
  run(): Promise<Pick<Outcome, 'bot' | 'unknown' | 'logFile'>>;
  /** Puts the scenario's registry in the place of the one on loopback. */
  fromLoopback(text: string): string;
}

async function onForge<T>(scenario: Scenario, work: (forge: OnForge) => Promise<T>): Promise<T> {
  const registry = await startRegistry(scenario.tags);
  const forge = await startForge({ [NAME]: toSource(scenario, registry.url), [PRESETS]: presets() });
  const dir = mkdtempSync(path.join(tmpdir(), 'fidelity-'));
  const logDir = path.join(tmpdir(), 'fidelity-logs');
  mkdirSync(logDir, { recursive: true });
  const host = registry.url.replace('http:', 'https:');
  const env = { RENOVATE_HOST_RULES: JSON.stringify([{ matchHost: host, insecureRegistry: true }]) };
  const repository = forge.repository(NAME);
  let clones = 0;
  let runs = 0;
  try {
    return await work({
      repository,
      plan() {
        const clone = path.join(dir, `clone-${clones++}`);
        git(dir, 'clone', '--quiet', repository.gitDir, clone);
        git(clone, 'remote', 'set-url', 'origin', repository.cloneUrl);
        return runRenovate(clone, { env, all: true });
      },
      async run() {
        const botDir = path.join(dir, `bot-${runs++}`);
        mkdirSync(botDir);
        const logFile = path.join(logDir, `${scenario.name.replaceAll(/\W+/g, '-')}-${runs}.log`);
        return { bot: await runBot(forge, NAME, { dir: botDir, logFile, env }), unknown: forge.unknown, logFile };
      },
      fromLoopback: (text) => text.replaceAll(registry.url, REGISTRY).replaceAll(branchPart(registry.url), 'registry'),
    });
  } finally {
    await forge.close();
    await registry.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A registry as a part of a branch's name. */
function branchPart(url: string): string {
  return new URL(url).host.replace(':', '-');
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
