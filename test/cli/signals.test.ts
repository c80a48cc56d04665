import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, scratch, serve } from './command.ts';

const BIN = path.resolve(import.meta.dirname, '../../src/cli/bin.ts');

/** Commands that run Renovate, the signal that ends each, and whether it comes in the middle of a lookup or before. */
const CASES = [
  ['plan', 'SIGINT', 'lookup'],
  ['check', 'SIGTERM', 'lookup'],
  ['adopt', 'SIGHUP', 'lookup'],
  ['explain', 'SIGINT', 'lookup'],
  ['demo', 'SIGTERM', 'start'],
  ['snapshot', 'SIGHUP', 'start'],
] as const;

test.each(CASES)('%s, ended by %s at its %s, leaves neither a scratch directory nor a process', async (...one) => {
  const [command, signal, moment] = one;
  const asked = Promise.withResolvers<void>();
  // A registry that never answers.
  const url = await serve(() => asked.resolve());
  const dir = repository({ 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]) }, url);
  const temporary = path.join(scratch(), 'tmp');
  mkdirSync(temporary);
  const args = {
    plan: [dir],
    check: [dir],
    adopt: [dir],
    explain: [`${url}/${KUBELET}`, 'v1.34.9-2-azlinux3'],
    demo: [],
    snapshot: [dir, '--output', path.join(dir, 'snapshot.json')],
  }[command];
  const child = spawn(process.execPath, [BIN, command, ...args], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  if (moment === 'lookup') await asked.promise;
  else await vi.waitUntil(() => childrenOf(child.pid).length > 0, { timeout: 60_000 });
  const children = childrenOf(child.pid);
  child.kill(signal);
  const [, endedBy] = await ended;
  expect(endedBy).toBe(signal);
  expect(readdirSync(temporary)).toEqual([]);
  expect(children).not.toEqual([]);
  await vi.waitUntil(() => !children.some(isRunning), { timeout: 30_000 });
});

function childrenOf(pid: number | undefined): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .filter((line) => line.includes('child/child.ts'))
    .map((line) => line.trim().split(/\s+/, 2).map(Number))
    .flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
