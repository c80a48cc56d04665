import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { nodeProblem } from '../../src/cli/node-version.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

test.each([
  ['24.11.0', true],
  ['24.21.0', true],
  ['26.0.0', true],
  ['24.10.9', false],
  ['22.20.0', false],
  ['20.20.2', false],
])('Node.js %s: %s', (version, isFine) => {
  expect(nodeProblem(version)).toEqual(
    isFine ? undefined : expect.stringMatching(`^Node\\.js ${version} is too old: .* needs >=24\\.11; "npm install`),
  );
});

/** Fails where anything of the program is loaded that an old Node.js may break off in. */
const WATCHED = `
  import { registerHooks } from 'node:module';
  Object.defineProperty(process.versions, 'node', { value: '20.1.0' });
  registerHooks({ load: (url, context, next) => /undici|commander|zod|main\\.ts/.test(url) ? process.exit(9) : next(url, context) });
  await import(${JSON.stringify(path.join(ROOT, 'src/cli/bin.ts'))});`;

test('on an old one nothing else is loaded, and a line says so', () => {
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', WATCHED], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringMatching(/^error: Node\.js 20\.1\.0 is too old: [^\n]*\n$/)]);
});
