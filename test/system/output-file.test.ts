import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { outputFile, writeOutput } from '../../src/system/output-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'output-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
});
const inside = (name: string) => path.join(dir, name);

test.each([
  ['a directory', '.', /is a directory: name a file\.$/],
  ['a directory that does not exist', 'none/file', /\/none does not exist: create the directory first\.$/],
  ['a file for a directory', 'file/file', /\/file is not a directory\.$/],
])('%s is refused before the run', (_, name, message) => {
  writeFileSync(inside('file'), '');
  expect(() => outputFile(inside(name))).toThrow(message);
});

test.each(['new', 'n'.repeat(255), 'file', 'link', 'pipe'])('%s is accepted, and nothing is written yet', (name) => {
  writeFileSync(inside('file'), 'old');
  symlinkSync('file', inside('link'));
  execFileSync('mkfifo', [inside('pipe')]);
  const before = readdirSync(dir);
  expect(outputFile(inside(name))).toBe(inside(name));
  expect(readdirSync(dir)).toEqual(before);
  expect(readFileSync(inside('file'), 'utf8')).toBe('old');
});

describe('writing', () => {
  test('a new file, with the rights of any new file, whatever the length of its name', async () => {
    await writeOutput(inside('n'.repeat(255)), 'text');
    await writeOutput(inside('new'), 'text');
    writeFileSync(inside('other'), '');
    expect(readFileSync(inside('new'), 'utf8')).toBe('text');
    expect(statSync(inside('new')).mode).toBe(statSync(inside('other')).mode);
  });

  test('an existing file keeps its mode, and a link stays a link', async () => {
    writeFileSync(inside('file'), 'old');
    chmodSync(inside('file'), 0o640);
    symlinkSync('file', inside('link'));
    await writeOutput(inside('link'), 'new');
    expect(readFileSync(inside('file'), 'utf8')).toBe('new');
    expect(statSync(inside('file')).mode & 0o777).toBe(0o640);
    expect(lstatSync(inside('link')).isSymbolicLink()).toBe(true);
    expect(readdirSync(dir).sort()).toEqual(['file', 'link']);
  });

  test('whoever reads at the same time reads one of the two versions as a whole', async () => {
    const [old, next] = ['a'.repeat(3_000_000), 'b'.repeat(3_000_000)];
    writeFileSync(inside('file'), old);
    const writing = writeOutput(inside('file'), next);
    let done = false;
    void writing.finally(() => {
      done = true;
    });
    while (!done) {
      expect([old, next].includes(readFileSync(inside('file'), 'utf8'))).toBe(true);
      await new Promise(setImmediate);
    }
    expect(readFileSync(inside('file'), 'utf8')).toBe(next);
  });

  test('a failure leaves the old file, and nothing beside it', async () => {
    writeFileSync(inside('file'), 'old');
    async function* breaksOff() {
      yield 'ne';
      throw new Error('no more');
    }
    await expect(writeOutput(inside('file'), breaksOff() as unknown as string)).rejects.toThrow('no more');
    expect(readdirSync(dir)).toEqual(['file']);
    expect(readFileSync(inside('file'), 'utf8')).toBe('old');
  });

  test('a device is written to, not replaced', async () => {
    await expect(writeOutput('/dev/full', 'text')).rejects.toThrow('ENOSPC');
    await writeOutput('/dev/null', 'text');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});
