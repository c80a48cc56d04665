import { execFile } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { installPacked, ROOT } from './pack.ts';

/*
 * The packed package, installed into an empty project.
 */

let project: string;
beforeAll(() => {
  project = installPacked();
});
afterAll(() => rmSync(path.dirname(project), { recursive: true }));

interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program in the project, with the Node.js of this process first on the PATH. */
function exec(program: string, args: readonly string[], cwd = project): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:RENOVATE_|NODE_|LOG_|VITEST)/.test(name));
  const PATH = `${path.dirname(process.execPath)}${path.delimiter}${process.env['PATH']}`;
  const env = { ...Object.fromEntries(inherited), PATH };
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd, env }, (_, out, err) =>
      resolve({ exitCode: child.exitCode ?? -1, out, err }),
    );
  });
}

const node = (...args: string[]) => exec(process.execPath, args);
const command = (...args: string[]) => exec(path.join(project, 'node_modules/.bin/aks-sysext-renovate'), args);
const script = (source: string) => node('--input-type=module', '--eval', source);

describe('without Renovate', () => {
  test('the versioning', async () => {
    const ran = await script(`
      import { api } from 'aks-sysext-renovate/versioning';
      console.log(api.isGreaterThan('v1.34.9-10-azlinux3', 'v1.34.9-9-azlinux3'));
    `);
    expect(ran).toEqual({ exitCode: 0, out: 'true\n', err: '' });
  });

  test('its types, with those of nothing else', async () => {
    writeFileSync(
      path.join(project, 'use.ts'),
      [
        "import { api } from 'aks-sysext-renovate/versioning';",
        "import 'aks-sysext-renovate/register';",
        "export const greater: boolean = api.isGreaterThan('v1.34.9-10-azlinux3', 'v1.34.9-9-azlinux3');",
        '// @ts-expect-error a version is text',
        'api.isGreaterThan(1, 2);',
      ].join('\n'),
    );
    const args = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', '', 'use.ts'];
    const { exitCode, out } = await exec(path.join(ROOT, 'node_modules/.bin/tsc'), args);
    expect(out).toBe('');
    expect(exitCode).toBe(0);
  });

  test.each(['plan', 'check'])('the JSON Schema of %s', async (name) => {
    const { out } = await script(`
      import schema from 'aks-sysext-renovate/schemas/${name}.json' with { type: 'json' };
      console.log(schema.title);
    `);
    expect(out).toBe(`aks-sysext-renovate ${name}\n`);
  });

  test('nothing else can be imported', async () => {
    const { err } = await script("import 'aks-sysext-renovate/dist/cli/main.js';");
    expect(err).toContain('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  test('the command says its version, and explains a lint', async () => {
    const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
    expect(await command('--version')).toEqual({ exitCode: 0, out: `${version}\n`, err: '' });
    const { exitCode, out } = await command('check', '--explain', 'skew');
    expect({ exitCode, out }).toEqual({
      exitCode: 0,
      out: readFileSync(path.join(ROOT, 'docs/checks/skew.md'), 'utf8'),
    });
  });

  test.each([['demo'], ['plan'], ['check']])('%s says that Renovate is missing, and how to get it', async (name) => {
    const { exitCode, out, err } = await command(name);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toMatch(/^error: Renovate is not installed: run npm install --save-dev renovate/m);
  });

  test('register refuses to run without it', async () => {
    writeFileSync(path.join(project, 'script.mjs'), "console.log('ran');\n");
    const { exitCode, out, err } = await node('--import', 'aks-sysext-renovate/register', 'script.mjs');
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain('no Renovate belongs to');
  });
});

describe('beside Renovate', () => {
  beforeAll(() => symlinkSync(path.join(ROOT, 'node_modules/renovate'), path.join(project, 'node_modules/renovate')));

  test('register adds the versioning to it', async () => {
    const renovate = path.join(ROOT, 'node_modules/renovate/dist/renovate.js');
    const { exitCode, out } = await node('--import', 'aks-sysext-renovate/register', renovate, '--version');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('demo plans the bundled example, which stays as it is', async () => {
    const { exitCode, out, err } = await command('demo', '--format', 'json');
    expect(exitCode, err).toBe(0);
    expect(Plan.parse(JSON.parse(out)).pullRequests).toHaveLength(2);
    const example = 'examples/manifest/parts/common/components.json';
    const installed = path.join(project, 'node_modules/aks-sysext-renovate', example);
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(path.join(ROOT, example), 'utf8'));
  });

  test('plan reads the presets of the installed package, and writes nothing into the repository', async () => {
    const repository = path.join(project, 'repository');
    cpSync(path.join(ROOT, 'examples/manifest'), repository, { recursive: true });
    const tags = path.join(ROOT, 'examples/snapshot.json');
    const before = readdirSync(repository, { recursive: true });
    const { exitCode, out, err } = await command('plan', 'repository', '--snapshot', tags, '--format', 'json');
    expect(exitCode, err).toBe(0);
    expect(Plan.parse(JSON.parse(out))).toMatchObject({ preset: { source: 'this package' }, diagnostics: [] });
    expect(Plan.parse(JSON.parse(out)).pullRequests).toHaveLength(2);
    expect(readdirSync(repository, { recursive: true })).toEqual(before);
  });
});
