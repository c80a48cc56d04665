import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRegistry } from '../../src/registry/server.ts';
import { type RunOptions, runRenovate } from '../../src/renovate/host/run.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import { REGISTRY } from '../renovate/scenario.ts';
import type { Repository } from './api.ts';
import { type BotRun, runBot } from './bot.ts';
import { startForge } from './forge.ts';
import { git } from './git.ts';
import { NAME, PRESETS, presets, toSource } from './run.ts';
import type { Scenario } from './scenarios.ts';

/*
 * One run of the bot, and plans on several clones of the repository as people and CI systems have them.
 */

/** A scenario with more than a commit on main. */
export interface Cloned extends Scenario {
  /** Files of main that are not text. */
  readonly bytes?: Readonly<Record<string, Buffer>>;
  /** The files of other branches, beside those of main. */
  readonly branches?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A clone that is planned. */
export interface CloneCase {
  readonly name: string;
  /** Makes it in the empty directory `dir`. */
  readonly make: (dir: string, source: string) => void;
  readonly options?: RunOptions;
}

/** A branch that is pushed, with its pull request if there is one. */
export interface Pushed {
  readonly branch: string;
  readonly base: string;
  /** `null` for a branch without a pull request. */
  readonly title: string | null;
  /** The files that it changes, as they are then: a character for each byte. */
  readonly files: Readonly<Record<string, string>>;
}

/** What the bot did, and what was planned. */
export interface ClonedOutcome {
  readonly bot: BotRun;
  readonly unknown: readonly string[];
  readonly pushed: readonly Pushed[];
  readonly plans: ReadonlyMap<string, RenovateResult>;
}

/** A clone as `git clone` makes it. */
export function cloneAll(dir: string, source: string): void {
  git(path.dirname(dir), 'clone', '--quiet', source, dir);
}

/** Plans each clone of the scenario's repository, then lets the bot loose on the repository. */
export async function planClones(scenario: Cloned, clones: readonly CloneCase[]): Promise<ClonedOutcome> {
  const registry = await startRegistry(scenario.tags);
  const forge = await startForge({ [NAME]: toSource(scenario, registry.url), [PRESETS]: presets() });
  const dir = mkdtempSync(path.join(tmpdir(), 'clones-'));
  const logFile = path.join(tmpdir(), 'fidelity-logs', `${scenario.name.replaceAll(/\W+/g, '-')}.log`);
  mkdirSync(path.dirname(logFile), { recursive: true });
  const host = registry.url.replace('http:', 'https:');
  const env = { RENOVATE_HOST_RULES: JSON.stringify([{ matchHost: host, insecureRegistry: true }]) };
  const ofForge = { RENOVATE_PLATFORM: 'gitea', RENOVATE_ENDPOINT: `${forge.url}/api/v1/` };
  try {
    const repository = forge.repository(NAME);
    pushMore(repository, dir, scenario, registry.url);
    const plans = new Map<string, RenovateResult>();
    for (const [index, { name, make, options }] of clones.entries()) {
      const clone = path.join(dir, `clone-${index}`);
      make(clone, repository.gitDir);
      git(clone, 'remote', 'set-url', 'origin', repository.cloneUrl);
      plans.set(
        name,
        await runRenovate(clone, { all: true, ...options, env: { ...env, ...ofForge, ...options?.env } }),
      );
    }
    const bot = await runBot(forge, NAME, { dir, logFile, env });
    return { bot, unknown: forge.unknown, pushed: pushed(repository, Object.keys(scenario.branches ?? {})), plans };
  } finally {
    await forge.close();
    await registry.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Pushes what a scenario has beside the files of its first commit. */
function pushMore({ gitDir }: Repository, dir: string, { bytes = {}, branches = {} }: Cloned, url: string): void {
  const tree = path.join(dir, 'more');
  cloneAll(tree, gitDir);
  const commit = (files: Readonly<Record<string, string | Buffer>>) => {
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(path.join(tree, file), typeof content === 'string' ? content.replaceAll(REGISTRY, url) : content);
    }
    git(tree, 'add', '--all');
    git(tree, 'commit', '--quiet', '--allow-empty', '--message=More');
  };
  if (Object.keys(bytes).length > 0) commit(bytes);
  for (const [name, files] of Object.entries(branches)) {
    git(tree, 'checkout', '--quiet', '-b', name, 'main');
    commit(files);
  }
  git(tree, 'push', '--quiet', '--all');
}

function pushed({ gitDir, pulls }: Repository, bases: readonly string[]): Pushed[] {
  const branches = lines(git(gitDir, 'for-each-ref', '--format=%(refname:short)', 'refs/heads/'));
  return branches
    .filter((branch) => branch !== 'main' && !bases.includes(branch))
    .map((branch) => {
      const pull = pulls.find(({ head }) => head === branch);
      const base = pull?.base ?? 'main';
      const changed = lines(git(gitDir, 'diff', '--name-only', '-z', base, branch), '\0');
      const files = changed.map((file) => [file, git(gitDir, 'show', `${branch}:${file}`).toString('latin1')]);
      return { branch, base, title: pull?.title ?? null, files: Object.fromEntries(files) };
    })
    .sort(byBranch);
}

/** What a plan says that the bot pushes now. */
export function willPush({ branches }: RenovateResult): Pushed[] {
  return branches
    .filter(
      ({ edits, waitsFor }) => edits.length > 0 && (waitsFor === undefined || WITHOUT_PULL_REQUEST.includes(waitsFor)),
    )
    .map(({ branchName, baseBranch, prTitle, waitsFor, edits }) => ({
      branch: branchName,
      base: baseBranch ?? '',
      title: waitsFor === undefined ? prTitle : null,
      files: Object.fromEntries(edits.map(({ file, after }) => [file, Buffer.from(after).toString('latin1')])),
    }))
    .sort(byBranch);
}

/** Reasons to wait that leave a branch without a pull request. */
const WITHOUT_PULL_REQUEST: readonly string[] = ['status-checks', 'pull-request-approval', 'branch-automerge'];

function lines(output: Buffer, end = '\n'): string[] {
  return output.toString().split(end).filter(Boolean);
}

function byBranch(a: Pushed, b: Pushed): number {
  return a.branch < b.branch ? -1 : 1;
}
