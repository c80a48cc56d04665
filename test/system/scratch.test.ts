import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { withScratch } from '../../src/system/scratch.ts';

/** Ends of a process: what it does, what it is sent, and the exit code or signal that its parent sees. */
const ENDS = [
  ['wait', 'SIGINT', 'SIGINT'],
  ['wait', 'SIGTERM', 'SIGTERM'],
  ['wait', 'SIGHUP', 'SIGHUP'],
  ['throw', undefined, 1],
  ['reject', undefined, 1],
  ['exit', undefined, 7],
  // Node.js ends with 13 where the top of the program waits for what never comes.
  ['end', undefined, 13],
  ['other listener', 'SIGTERM', 9],
] as const;

test.each(ENDS)('%s, %s: nothing is left, and the process ends with %s', async (way, signal, expected) => {
  const temporary = mkdtempSync(path.join(tmpdir(), 'scratch-test-'));
  onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'leave.ts'), way], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await once(child.stdout, 'data');
  if (signal !== undefined) child.kill(signal);
  const [code, endedBy] = await once(child, 'exit');
  expect(endedBy ?? code).toBe(expected);
  expect(readdirSync(temporary)).toEqual([]);
});

test('no listener stays behind', async () => {
  const count = () => ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit'].map((event) => process.listenerCount(event));
  const before = count();
  await expect(withScratch('x', () => Promise.reject(new Error('work')))).rejects.toThrow('work');
  expect(count()).toEqual(before);
});
