import { rmSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { EXPECTED, OTHERS, TAGS, writeLargeRepository } from '../../bench/large-repository.ts';
import { Adoption } from '../../src/adopt/schema.ts';
import { Plan } from '../../src/analysis/schema.ts';
import { Findings } from '../../src/check/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { recordSockets } from '../renovate/sockets.ts';
import { run } from './command.ts';

/*
 * Sysexts in a repository of hundreds of other dependencies, none of whose hosts can be reached.
 */

const PRESET = 'github>acme/aks-sysext-renovate#0.1.0';
const BUMPED = [...EXPECTED].filter(([, to]) => to !== null);

const hosts = recordSockets();

async function repository(presets: readonly string[]): Promise<{ dir: string; host: string }> {
  const registry = await startRegistry(TAGS);
  const dir = writeLargeRepository({ url: registry.url, presets, others: true });
  onTestFinished(async () => {
    rmSync(dir, { recursive: true });
    await registry.close();
  });
  return { dir, host: new URL(registry.url).host };
}

test('plan: every slot', async () => {
  const { dir, host } = await repository([PRESET]);
  const { exitCode, out, err } = await run(['plan', dir, '--format', 'json']);
  expect([exitCode, err, hosts()]).toEqual([0, '', [host]]);
  const plan = Plan.parse(JSON.parse(out));
  expect(plan.diagnostics).toEqual([]);
  expect(new Map(plan.slots.map(({ package: name, minor, to }) => [`${name} ${minor}`, to]))).toEqual(EXPECTED);
  expect(plan.pullRequests.map(({ upgrades }) => upgrades.length)).toEqual([BUMPED.length]);
  expect(plan.others).toBeGreaterThanOrEqual(OTHERS);
  expect(plan.notLookedUp).toBeGreaterThanOrEqual(OTHERS);
});

test('check: nothing is wrong with any slot', async () => {
  const { dir, host } = await repository([PRESET]);
  const { out, err } = await run(['check', dir, '--format', 'json']);
  // The registry on loopback has tags, and no artifacts.
  const { diagnostics: findings } = Findings.parse(JSON.parse(out));
  expect([findings.filter(({ severity }) => severity === 'error'), hosts()]).toEqual([[], [host]]);
  expect(err).toBe('');
});

test('adopt: every slot gets its pull request, and nothing else changes', async () => {
  const { dir, host } = await repository([]);
  const { exitCode, out, err } = await run(['adopt', dir, '--as', PRESET, '--format', 'json']);
  expect([exitCode, err, hosts()]).toEqual([0, '', [host]]);
  const { pullRequests, others } = Adoption.parse(JSON.parse(out));
  expect(others).toEqual([]);
  expect(pullRequests.appear.map(({ upgrades }) => upgrades.length)).toEqual([BUMPED.length]);
});
