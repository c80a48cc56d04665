import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scratch } from '../cli/command.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

let files: string[];
beforeAll(() => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT, encoding: 'utf8' }),
  );
  files = packed.files.map(({ path: file }: { path: string }) => file);
});

test('what is published: the presets, the compiled code with types, the example, and no source or test', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'default.json',
      'presets/rules.json',
      'schemas/plan.json',
      'examples/registry.json',
      'dist/cli/bin.js',
      'dist/versioning/index.d.ts',
      'dist/renovate/child.js',
    ]),
  );
  expect(files.filter((file) => /^(?:src|test|scripts|bench)\/|\.test\./.test(file))).toEqual([]);
});

test('every entry of the package is there', () => {
  const { exports, bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const entries = [...Object.values(exports), ...Object.values(bin)].flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry as object),
  );
  for (const entry of entries) if (entry !== './package.json') expect(files).toContain(entry.replace('./', ''));
});

test('the compiled entries work from a project that has the package installed', () => {
  const project = scratch();
  mkdirSync(path.join(project, 'node_modules'));
  symlinkSync(ROOT, path.join(project, 'node_modules/aks-sysext-renovate'));
  writeFileSync(
    path.join(project, 'use.js'),
    `import('aks-sysext-renovate/versioning').then(({ api }) => console.log(api.isGreaterThan('v1.34.9-10-azlinux3', 'v1.34.9-9-azlinux3')))`,
  );
  const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8' });
  expect(node('use.js')).toBe('true\n');
  expect(node('node_modules/aks-sysext-renovate/dist/cli/bin.js', '--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('the compiled command plans the example', () => {
  const out = execFileSync(process.execPath, [path.join(ROOT, 'dist/cli/bin.js'), 'demo'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(out).toMatch(/^2 pull requests: 9 of 10 sysext slots bumped; /);
});
