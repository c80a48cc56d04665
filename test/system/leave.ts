import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { endWithThisProcess } from '../../src/system/group.ts';
import { makeScratch, withScratch } from '../../src/system/scratch.ts';

/*
 * A program that is in the middle of work in two scratch directories, beside a program that writes into one of them
 * as fast as it can. This program then ends in the way that is named.
 */

const WAYS: Readonly<Record<string, () => void>> = {
  wait: () => setInterval(() => {}, 1000),
  throw: () =>
    void setImmediate(() => {
      throw new Error('an error that nothing catches');
    }),
  reject: () => void Promise.reject(new Error('a rejection that nothing handles')),
  exit: () => process.exit(7),
  end: () => {},
  'other listener': () => {
    const waiting = setInterval(() => {}, 1000);
    process.on('SIGTERM', () => {
      process.exitCode = 9;
      clearInterval(waiting);
    });
  },
};

const { dir } = makeScratch('first');
await withScratch('second', async (second) => {
  const loop = 'i=0; while :; do i=$((i+1)); mkdir -p "$0/$i/x"; : > "$0/$i/x/y"; [ $i = 3 ] && echo going; done';
  const child = spawn('sh', ['-c', loop, second], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  endWithThisProcess(child);
  await once(child.stdout, 'data');
  child.unref();
  child.stdout.destroy();
  writeFileSync(path.join(dir, 'file'), '');
  process.stdout.write('ready\n');
  WAYS[process.argv[2] ?? '']?.();
  await new Promise(() => {});
});
