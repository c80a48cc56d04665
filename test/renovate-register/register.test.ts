import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { install, UNSUPPORTED, WORKING } from './renovates.ts';
import { REGISTER, runNode } from './run.ts';

const TELL_APART = path.resolve('test/renovate-register/tell-apart.ts');
const IN_NODE_OPTIONS = { NODE_OPTIONS: `--import=${pathToFileURL(REGISTER)}` };

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'register-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

/** A script that has nothing to do with Renovate, in a folder of its own. */
async function otherScript(source = "process.stdout.write('ran')"): Promise<string> {
  const file = path.join(dir, 'elsewhere/script.mjs');
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, source);
  return file;
}

/** One line on stderr, and the script did not run. */
function stopped(line: RegExp) {
  return {
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`^aks-sysext-renovate/register: ${line.source}\n$`)),
  };
}

describe('the Renovate beside this package', () => {
  const right = { 'noble for azlinux3': false, 'azlinux3 for azlinux3': true, '-10 above -9': true };

  test.each([
    { way: 'on the command line', args: ['--import', REGISTER], env: {} },
    { way: 'on the command line, as a URL', args: [`--import=${pathToFileURL(REGISTER)}`], env: {} },
    { way: 'in NODE_OPTIONS', args: [], env: IN_NODE_OPTIONS },
  ])('tells distros apart with the module $way', async ({ args, env }) => {
    const { code, stdout, stderr } = await runNode([...args, TELL_APART], { env });
    expect({ code, answers: JSON.parse(stdout), stderr }).toEqual({ code: 0, answers: right, stderr: '' });
  });

  test('falls back to another versioning without', async () => {
    const { stdout } = await runNode([TELL_APART]);
    expect(JSON.parse(stdout)).toEqual({ ...right, 'noble for azlinux3': true, '-10 above -9': false });
  });
});

describe('the Renovate', () => {
  const registered = { code: 0, stdout: 'aks-sysext', stderr: '' };

  test('of the script', async () => {
    const { script } = await install(dir, WORKING);
    expect(await runNode(['--import', REGISTER, script])).toEqual(registered);
  });

  test('of the script, for short', async () => {
    const { script } = await install(dir, WORKING);
    await writeFile(path.join(dir, 'node_modules/renovate/index.js'), "import './dist/renovate.js';");
    expect(await runNode(['--import', REGISTER, script.replace(/\.js$/, '')])).toEqual(registered);
    expect(await runNode(['--import', REGISTER, '.'], { cwd: path.join(dir, 'node_modules/renovate') })).toEqual(
      registered,
    );
  });

  test('of the script, installed by no package manager', async () => {
    await install(dir, WORKING);
    await rename(path.join(dir, 'node_modules/renovate'), path.join(dir, 'checkout'));
    expect(await runNode(['--import', REGISTER, 'checkout/dist/renovate.js'], { cwd: dir })).toEqual(registered);
  });

  test('of the script behind a link', async () => {
    const { link } = await install(dir, WORKING);
    expect(await runNode(['--import', REGISTER, link])).toEqual(registered);
  });

  test('of the script, not of the current folder', async () => {
    const { script } = await install(dir, WORKING);
    expect(await runNode(['--import', REGISTER, script], { cwd: '.' })).toEqual(registered);
  });

  test('of the script, by NODE_OPTIONS', async () => {
    const { link } = await install(dir, WORKING);
    expect(await runNode([link], { env: IN_NODE_OPTIONS })).toEqual(registered);
  });

  test('that the script imports', async () => {
    const { script } = await install(dir, WORKING);
    const wrapper = path.join(dir, 'wrapper.mjs');
    await writeFile(wrapper, `import ${JSON.stringify(script)};`);
    expect(await runNode(['--import', REGISTER, wrapper], { cwd: '/' })).toEqual(registered);
  });

  test('of the current folder, for a script from elsewhere', async () => {
    const { script } = await install(path.join(dir, 'here'), WORKING);
    const wrapper = await otherScript(`import ${JSON.stringify(script)};`);
    expect(await runNode(['--import', REGISTER, wrapper], { cwd: path.join(dir, 'here') })).toEqual(registered);
  });
});

describe.each(Object.entries(UNSUPPORTED))('a Renovate that has %s', (_what, versioning) => {
  const line = /Renovate 99\.1\.2 is not supported: .*; use a Renovate 44, or .*/;

  test.each([
    { way: 'on the command line', args: ['--import', REGISTER], env: {} },
    { way: 'in NODE_OPTIONS', args: [], env: IN_NODE_OPTIONS },
  ])('is not run, with the module $way', async ({ args, env }) => {
    const { script } = await install(dir, versioning);
    expect(await runNode([...args, script], { env })).toEqual(stopped(line));
  });
});

describe('a script that is not Renovate', () => {
  const ran = { code: 0, stdout: 'ran', stderr: '' };
  const line = /no Renovate belongs to .*; start one with node --import aks-sysext-renovate\/register .*/;

  test('is not run, with the module on the command line', async () => {
    const script = await otherScript();
    expect(await runNode(['--import', REGISTER, script], { cwd: dir })).toEqual(stopped(line));
    expect(await runNode([`--import=${REGISTER}`, script], { cwd: dir, env: IN_NODE_OPTIONS })).toEqual(stopped(line));
  });

  test('is not run either when there is none', async () => {
    const args = ['--import', REGISTER, '-e', "process.stdout.write('ran')"];
    expect(await runNode(args, { cwd: dir })).toEqual(stopped(line));
  });

  test('is left alone with the module in NODE_OPTIONS', async () => {
    const script = await otherScript();
    expect(await runNode([script], { cwd: dir, env: IN_NODE_OPTIONS })).toEqual(ran);
    expect(await runNode(['-e', "process.stdout.write('ran')"], { cwd: dir, env: IN_NODE_OPTIONS })).toEqual(ran);
  });

  test('is left alone with another module on the command line', async () => {
    const script = await otherScript();
    const args = ['--import', 'data:text/javascript,', '--import=node:fs', script];
    expect(await runNode(args, { cwd: dir, env: IN_NODE_OPTIONS })).toEqual(ran);
  });

  test('runs nothing of the current folder with the module in NODE_OPTIONS', async () => {
    const repository = path.join(dir, 'repository');
    await install(repository, "process.stdout.write('repository ');");
    const cwd = path.join(repository, 'packages');
    await mkdir(cwd);
    await writeFile(path.join(cwd, 'index.js'), '');
    const script = await otherScript();
    const evaluated = ['-e', "process.stdout.write('ran')"];
    for (const args of [[script], evaluated, [...evaluated, './index.js'], [...evaluated, 'renovate']]) {
      expect(await runNode(args, { cwd, env: IN_NODE_OPTIONS })).toEqual(ran);
    }
  });

  test.each([
    { way: 'a forked process', source: "import { fork } from 'node:child_process'; fork(process.argv[2]);" },
    { way: 'a thread', source: "import { Worker } from 'node:worker_threads'; new Worker(process.argv[2]);" },
  ])('is left alone in $way of Renovate', async ({ source }) => {
    const { script } = await install(path.join(dir, 'there'), WORKING);
    await writeFile(script, source);
    const other = await otherScript();
    expect(await runNode(['--import', REGISTER, script, other], { cwd: dir })).toEqual(ran);
  });
});
