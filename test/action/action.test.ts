import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { repository, run, scratch } from '../cli/command.ts';
import { bothArches, KUBELET, manifest } from '../renovate/scenario.ts';
import { ACTION, type Ran, ROOT, runStep } from './action.ts';

const FILE = 'parts/common/components.json';
const MANIFEST = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
/** A tag of another version would be a warning. */
const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
const CLEAN = { extends: [`github>org/aks-sysext-renovate#${version}`] };
const VERSIONS = ['v1.34.9-1-azlinux3', 'v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.10-2-noble'];
const BROKEN = { ...CLEAN, packageRules: [{ matchPackageNames: ['/(/'], automerge: true }] };

/** A registry on loopback until the test ends. @returns its URL. */
async function registry(): Promise<string> {
  const { url, close } = await startRegistry({ [KUBELET]: bothArches(VERSIONS) });
  onTestFinished(() => close());
  return url;
}

const act = (workspace: string, inputs: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runStep('run', inputs, workspace);

describe('a pull request that is fine', () => {
  test('a summary of both, SARIF, the plan, counts; exit code 0', async () => {
    const { exitCode, log, summary, outputs } = await act(repository({ [FILE]: MANIFEST }, await registry(), CLEAN));
    expect(exitCode, log).toBe(0);
    expect(summary).toMatch(/^what an earlier step wrote\n\n## Sysexts: findings\n\n\*\*\S/);
    expect(summary).toMatch(/\n## Sysexts: what Renovate will open\n\n\*\*1 pull request/);
    expect(summary).toMatch(/^\+ +"latestVersion": "v1\.34\.10-1-azlinux3"$/m);
    expect(Object.keys(outputs).sort()).toEqual(Object.keys(ACTION.outputs).sort());
    expect(outputs).toMatchObject({ 'pull-requests': '1', findings: '0' });
    expect(Plan.parse(JSON.parse(readFileSync(outputs['plan'] ?? '', 'utf8'))).pullRequests).toHaveLength(1);
    expect(JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'))).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [] }],
    });
  });

  test.each([
    ['html', /^<!doctype html>/i, 'updates', 2],
    ['markdown', /^\*\*1 pull request/, 'warnings', 0],
    ['text', /^1 pull request/, 'skipped', 2],
  ])('the report as %s starts with %s; fail-on %s: exit code %i', async (format, starts, failOn, expected) => {
    const dir = repository({ [FILE]: MANIFEST }, await registry(), CLEAN);
    const { exitCode, outputs } = await act(dir, { format, 'fail-on': failOn });
    expect({ exitCode, pullRequests: outputs['pull-requests'] }).toEqual({ exitCode: expected, pullRequests: '1' });
    expect(readFileSync(outputs['report'] ?? '', 'utf8')).toMatch(starts);
  });

  test('in a folder of the workspace, from a snapshot: no registry is asked', async () => {
    const running = await startRegistry({ [KUBELET]: bothArches(VERSIONS) });
    const dir = repository({ [FILE]: MANIFEST }, running.url, CLEAN);
    const tags = path.join(scratch(), 'tags.json');
    await run(['snapshot', dir, '--output', tags]);
    await running.close();
    const { exitCode, outputs, log } = await act(path.dirname(dir), { directory: path.basename(dir), snapshot: tags });
    expect(exitCode, log).toBe(0);
    expect(outputs).toMatchObject({ 'pull-requests': '1', findings: '0' });
  });
});

describe('what is not fine', () => {
  test('a finding of severity error: exit code 2, and it is in the summary and in the SARIF', async () => {
    const { exitCode, summary, outputs, log } = await act(repository({ [FILE]: MANIFEST }, await registry(), BROKEN));
    expect(exitCode, log).not.toBe(0);
    expect(summary).toContain('`pattern-refused`');
    const [{ results }] = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8')).runs;
    expect(results).toContainEqual(expect.objectContaining({ ruleId: 'pattern-refused', level: 'error' }));
    expect(outputs['findings']).toBe(String(results.length));
  });

  test('a wrong value in the manifest: exit code 2', async () => {
    const twice = manifest([
      { repository: KUBELET, latest: 'v1.34.9-2-azlinux3' },
      { repository: KUBELET, latest: 'v1.34.9-2-azlinux3' },
    ]);
    const { exitCode, summary, log } = await act(repository({ [FILE]: twice }, await registry(), CLEAN));
    expect(summary).toContain('`slot-duplicate`');
    expect(log).toMatch(/^parts\/common\/components\.json:\d+:\d+ {2}error {2}slot-duplicate$/m);
    expect(log).toContain('\n::error::Findings of severity error: slot-duplicate: see the summary and the log\n');
    expect(exitCode).toBe(2);
  });

  test('a lookup that failed: exit code 1, whatever fail-on says; never "nothing to do"', async () => {
    const dir = repository({ [FILE]: MANIFEST }, 'http://127.0.0.1:9', CLEAN);
    const { exitCode, summary, outputs } = await act(dir, { 'fail-on': 'updates' });
    expect(exitCode).toBe(1);
    expect(summary).toContain('**This plan is incomplete**');
    expect(outputs).toMatchObject({ 'pull-requests': '0', sarif: expect.stringMatching(/check\.sarif$/) });
  });

  test.each([
    ['a folder that is not there', { directory: 'nowhere' }, /error: .*nowhere is not a directory/],
    ['a snapshot that is not there', { snapshot: 'nowhere.json' }, /error: .*no such file/],
    ['a format that is none', { format: 'pdf' }, /error: input format: "pdf": .*"text"\|"json"\|"markdown"\|"html"/],
    ['a fail-on that is none', { 'fail-on': 'everything' }, /error: input fail-on: .*"updates"\|"skipped"\|"warnings"/],
    ['no directory', { directory: '' }, /error: input directory: "": name a directory/],
    ['a directory with nothing in it', { directory: 'empty' }, /error: empty has neither a sysext nor a Renovate conf/],
  ])('%s: exit code 1, no plan, and the log says why', async (_, inputs, says) => {
    const dir = repository({ [FILE]: MANIFEST, 'empty/.keep': '' }, await registry(), CLEAN);
    const { exitCode, outputs, log, summary } = await act(dir, inputs);
    expect({ exitCode, plan: outputs['plan'] }).toEqual({ exitCode: 1, plan: undefined });
    expect(log).toMatch(says);
    expect(log).toMatch(/^::error::/m);
    expect(summary).toContain('It could not be run');
    expect(log).not.toContain('    at ');
  });
});

test('text from a repository gives the runner no commands', async () => {
  const hostile = '\n::error::forged\n::add-mask::x\n::set-output name=plan::x\n';
  const text = MANIFEST.replace('v1.34.9-2-azlinux3', JSON.stringify(hostile).slice(1, -1));
  const { log, summary, outputs } = await act(
    repository({ [FILE]: text }, await registry(), { ...CLEAN, description: [hostile] }),
  );
  // What a runner still takes: before the first line, and after the token that nobody can know.
  const [first = '', ...lines] = log.split('\n');
  const token = /^::stop-commands::([\da-f-]{36})$/.exec(first)?.[1] ?? '';
  expect(token).not.toBe('');
  const commands = lines.slice(lines.indexOf(`::${token}::`) + 1).filter((line) => line !== '');
  expect(lines).toContain(`::${token}::`);
  expect(commands).toEqual([expect.stringMatching(/^::error::(?:Not everything|Findings)/)]);
  expect(summary).not.toMatch(/^\s*::/m);
  expect(outputs['plan']).toMatch(/plan\.json$/);
});

test('an input is never taken for a command of the shell', async () => {
  const dir = repository({ [FILE]: MANIFEST }, await registry(), CLEAN);
  const { exitCode } = await act(dir, { directory: '$(touch taken)', snapshot: '"; touch taken; "' });
  expect(exitCode).toBe(1);
  expect(() => readFileSync(path.join(dir, 'taken'))).toThrow();
});

test("the cache's key is the hash of the lock file", async () => {
  const { exitCode, outputs } = await runStep('lock', {}, scratch());
  const hash = createHash('sha256')
    .update(readFileSync(path.join(ROOT, 'package-lock.json')))
    .digest('hex');
  expect({ exitCode, outputs }).toEqual({ exitCode: 0, outputs: { hash } });
});

test('the SARIF is uploaded after a failure, too', () => {
  const upload = ACTION.runs.steps.at(-1);
  expect(upload?.uses).toMatch(/^github\/codeql-action\/upload-sarif@/);
  expect(upload?.if).toMatch(/^\$\{\{ !cancelled\(\) && .*steps\.run\.outputs\.sarif != ''/);
});
