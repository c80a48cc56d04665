import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT } from './pack.ts';

/*
 * What npm makes of a clone, in which nothing was built.
 */

const folder = mkdtempSync(path.join(tmpdir(), 'clone-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs npm as a user does, without the settings of the npm that runs the tests. @returns what it prints. */
function npm(cwd: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const env = Object.entries(process.env).filter(([name]) => !/^npm_(?:config|lifecycle|package)/i.test(name));
  return spawnSync('npm', args, { cwd, encoding: 'utf8', env: Object.fromEntries(env) });
}

describe('a clone in which dependencies are installed', () => {
  const clone = path.join(folder, 'clone');
  beforeAll(() => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
    for (const file of files.filter((one) => existsSync(path.join(ROOT, one)))) {
      cpSync(path.join(ROOT, file), path.join(clone, file), { recursive: true });
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
  });

  test.each([['pack'], ['publish --dry-run --tag next']])('npm %s: it is whole', (command) => {
    rmSync(path.join(clone, 'dist'), { recursive: true, force: true });
    const { status, stdout, stderr } = npm(clone, ...command.split(' '), '--json');
    expect(status, stderr).toBe(0);
    const entries = Array.from(stdout.matchAll(/"path": "([^"]+)"/g), ([, file]) => file);
    const { bin, exports } = JSON.parse(readFileSync(path.join(clone, 'package.json'), 'utf8'));
    const needed = [bin['aks-sysext-renovate'], exports['./versioning'].default, exports['./register'].types];
    expect(entries).toEqual(expect.arrayContaining(needed.map((file: string) => file.replace('./', ''))));
    const modules = readdirSync(path.join(ROOT, 'src'), { recursive: true, withFileTypes: true });
    const compiled = entries.filter((file) => /^dist\/.*\.js$/.test(file ?? ''));
    expect(compiled).toHaveLength(modules.filter(({ name }) => name.endsWith('.ts')).length);
  });
});

describe("dependencies' install scripts", () => {
  const { packages } = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8'));
  const { allowScripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

  test('each dependency that has some is denied them', () => {
    const having = Object.entries(packages as Record<string, { hasInstallScript?: true }>)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([location]) => location.replace(/.*node_modules\//, ''));
    expect(allowScripts).toEqual(Object.fromEntries(having.map((name) => [name, false])));
  });

  /** npm reads `allowScripts` from 11.16 on: before that, `--ignore-scripts` is needed, as CONTRIBUTING.md says. */
  const [major = 0, minor = 0] = npm(folder, '--version').stdout.split('.').map(Number);
  const readsPolicy = major > 11 || (major === 11 && minor >= 16);

  test.skipIf(!readsPolicy)('with our settings none runs, and one that was not reviewed fails the install', () => {
    const project = path.join(folder, 'project');
    const ran = path.join(folder, 'ran');
    const makePackage = (name: string) => {
      const dir = path.join(folder, name);
      mkdirSync(dir);
      const scripts = { install: `echo ${name} >> ${ran}` };
      writeFileSync(path.join(dir, 'package.json'), JSON.stringify({ name, version: '1.0.0', scripts }));
      return JSON.parse(npm(dir, 'pack', '--json', '--ignore-scripts', '--pack-destination', folder).stdout)[0]
        .filename;
    };
    const [denied = '', unknown = ''] = ['denied', 'unknown'].map(
      (name) => `file:${path.join(folder, makePackage(name))}`,
    );
    mkdirSync(project);
    cpSync(path.join(ROOT, '.npmrc'), path.join(project, '.npmrc'));
    const install = (dependencies: object, settings: object) => {
      writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'project', dependencies, ...settings }));
      rmSync(path.join(project, 'node_modules'), { recursive: true, force: true });
      rmSync(path.join(project, 'package-lock.json'), { force: true });
      return npm(project, 'install', '--offline', '--no-audit', '--no-fund').status;
    };
    expect(install({ denied }, { allowScripts: { [denied]: false } })).toBe(0);
    expect(existsSync(ran)).toBe(false);
    expect(install({ unknown }, { allowScripts: { [denied]: false } })).not.toBe(0);
    expect(existsSync(ran)).toBe(false);
    // The scripts are ones that run.
    rmSync(path.join(project, '.npmrc'));
    expect(install({ unknown }, { allowScripts: { [unknown]: true } })).toBe(0);
    expect(readFileSync(ran, 'utf8')).toBe('unknown\n');
  });
});
