import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { LINTS } from '../../src/check/catalogue.ts';
import { MANIFEST, repositoryOf } from '../../src/check/examples.ts';
import { Findings } from '../../src/check/schema.ts';
import { repository, run, scratch } from './command.ts';

const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package.json'), 'utf8'));
const CLEAN = { extends: [`github>org/aks-sysext-renovate#${version}`] };
const SKEWED = { ...CLEAN, packageRules: [{ matchPackageNames: ['kubelet-sysext'], automerge: true }] };
const BROKEN = { ...CLEAN, packageRules: [{ matchPackageNames: ['/(/'], automerge: true }] };

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

const repo = (config: object) => repository({ 'components.json': JSON.stringify(MANIFEST, null, 2) }, NOWHERE, config);

describe('exit codes', () => {
  test.each([
    ['0 without findings', CLEAN, [], 0],
    ['0 with warnings alone', SKEWED, [], 0],
    ['2 with an error', BROKEN, [], 2],
    ['2 with a warning made an error', SKEWED, ['--rule', 'rule-matches-nothing=error'], 2],
    [
      '0 with the error off',
      BROKEN,
      ['--rule', 'pattern-refused=off', '--rule', 'renovate-failed=off', '--rule', 'config-refused=off'],
      0,
    ],
    [
      '0 with the error made a warning',
      BROKEN,
      ['--rule', 'pattern-refused=warning', '--rule', 'renovate-failed=off'],
      0,
    ],
  ])('%s', async (_, config, args, exitCode) => {
    expect((await run(['check', repo(config), '--offline', ...args])).exitCode).toBe(exitCode);
  });

  test('0 with a note on the checkout, 1 where it hides something', async () => {
    const dir = repo(CLEAN);
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', dir, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
    git('init', '--quiet');
    git('add', 'components.json');
    git('commit', '--quiet', '-m', 'all');
    const untracked = await run(['check', dir, '--offline']);
    expect(untracked.exitCode).toBe(0);
    expect(untracked.err).toContain(
      'warning: renovate.json: git does not track it yet, so that the bot does not see it: run "git add renovate.json"\n',
    );
    writeFileSync(path.join(dir, 'renovate.json'), JSON.stringify({ ...CLEAN, baseBranchPatterns: ['nope'] }));
    const missing = await run(['check', dir, '--offline']);
    expect(missing.exitCode).not.toBe(0);
    expect(missing.err).toContain('error: baseBranchPatterns has "nope", and git has no such branch here');
  });

  test('1 where the bot would write other bytes than there are', async () => {
    const tags = path.join(scratch(), 'tags.json');
    const list = ['v1.34.10-1-azlinux3', 'v1.34.11-1-azlinux3'].flatMap((one) => [`${one}-x86-64`, `${one}-arm64`]);
    const lists = [{ registry: NOWHERE, repository: repositoryOf('kubelet'), tags: list }];
    writeFileSync(tags, JSON.stringify({ schemaVersion: 1, lists, releases: [], presets: [] }));
    const dir = repo(CLEAN);
    const file = path.join(dir, 'components.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"name":', '"owner": "Andr\u00e9", "name":'), 'latin1');
    const { exitCode, err } = await run(['check', dir, '--snapshot', tags]);
    expect(err).toMatch(/^error: components\.json: the byte at offset \d+ is not UTF-8/m);
    expect(exitCode).toBe(1);
  });

  test('1 where a registry cannot be asked, though the lookups have their finding, too', async () => {
    const { exitCode, out, err } = await run(['check', repo(CLEAN), '--format', 'json', '--rule', 'lookup-failed=off']);
    expect(exitCode).toBe(1);
    expect(Findings.parse(JSON.parse(out)).skipped).toContainEqual(
      expect.objectContaining({ id: 'artifact-title', failed: true }),
    );
    expect(err).toMatch(/^error: .*could not be checked completely: .*127\.0\.0\.1/m);
  });

  test('1 over 2: what a lookup that failed may hide is worse than what was found', async () => {
    const frozen = { ...CLEAN, packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'docker' }] };
    const { exitCode, out } = await run(['check', repo(frozen)]);
    expect(exitCode).toBe(1);
    expect(out).toMatch(/^INCOMPLETE: \d+ errors?, /);
    expect(out).toContain('revision-frozen');
  });

  test('1 with a snapshot that lacks the lookup of a sysext', async () => {
    const tags = path.join(scratch(), 'tags.json');
    writeFileSync(tags, JSON.stringify({ schemaVersion: 1, lists: [] }));
    const { exitCode, out } = await run(['check', repo(CLEAN), '--snapshot', tags, '--format', 'json']);
    expect(JSON.parse(out).diagnostics.map(({ id }: { id: string }) => id)).toContain('lookup-failed');
    expect(exitCode).toBe(1);
  });

  test.each([
    ['an unknown lint', ['check', '--rule', 'skews=off'], /unknown lint "skews": did you mean "skew"\?/],
    ['an unknown severity', ['check', '--rule', 'skew=fatal'], /Write ID=off/],
    ['more than one severity', ['check', '--rule', 'skew=off=warning'], /Write ID=off/],
    ['a page of an unknown lint', ['check', '--explain', 'skews'], /unknown lint "skews": did you mean "skew"\?/],
    ['an id that is like none', ['check', '--explain', 'nonsense'], /unknown lint "nonsense": expected one of: .*skew/],
    ['no folder', ['check', '/no/such/folder'], /is not a directory/],
  ])('1 for %s', async (_, args, message) => {
    const { exitCode, err } = await run(args);
    expect(exitCode).toBe(1);
    expect(err).toMatch(message);
  });
});

describe('formats', () => {
  test('JSON, of the published schema', async () => {
    const { out } = await run(['check', repo(SKEWED), '--offline', '--format', 'json']);
    const { diagnostics: findings, skipped } = Findings.parse(JSON.parse(out));
    expect(findings).toEqual([expect.objectContaining({ id: 'rule-matches-nothing', file: 'renovate.json', line: 1 })]);
    expect(skipped.map(({ id }) => id)).toEqual(LINTS.filter(({ asksRegistry }) => asksRegistry).map(({ id }) => id));
  });

  test('SARIF, into a file', async () => {
    const file = path.join(scratch(), 'check.sarif');
    const { exitCode, out } = await run(['check', repo(BROKEN), '--offline', '--format', 'sarif', '--output', file]);
    expect([exitCode, out]).toEqual([2, '']);
    const [{ results }] = JSON.parse(readFileSync(file, 'utf8')).runs;
    expect(results).toEqual([expect.objectContaining({ ruleId: 'pattern-refused', level: 'error' })]);
  });

  test('Markdown', async () => {
    const { out } = await run(['check', repo(SKEWED), '--offline', '--format', 'markdown']);
    expect(out).toMatch(/^\*\*0 errors, 1 warning, 0 notes\*\*\n\n\| Severity /);
  });
});

test.each(LINTS)('--explain prints the page of $id, as it is in docs/checks', async ({ id }) => {
  const { out } = await run(['check', '--explain', id]);
  expect(out).toBe(readFileSync(path.resolve(import.meta.dirname, `../../docs/checks/${id}.md`), 'utf8'));
});

test('a preset that only its repository has is not fetched offline', async () => {
  const { exitCode, err } = await run(['check', repo({ extends: ['github>other/presets'] }), '--offline']);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/github>other\/presets has to be fetched, which --offline forbids: record one with "snapshot"/);
});

test('a configuration in package.json has its places there', async () => {
  const dir = scratch();
  mkdirSync(path.join(dir, 'parts'));
  writeFileSync(
    path.join(dir, 'parts/components.json'),
    JSON.stringify(MANIFEST).replaceAll('https://registry.example', NOWHERE),
  );
  writeFileSync(path.join(dir, 'package.json'), `{\n  "name": "x",\n  "renovate": ${JSON.stringify(SKEWED)}\n}`);
  const { out } = await run(['check', dir, '--offline', '--format', 'json']);
  expect(JSON.parse(out).diagnostics).toEqual([expect.objectContaining({ file: 'package.json', line: 3 })]);
});

test('the real manifest: three slots whose previous version is of the same patch, and nothing else', async () => {
  const fixture = path.resolve(import.meta.dirname, '../fixtures/agentbaker/components.json');
  const dir = repository({ 'parts/common/components.json': readFileSync(fixture, 'utf8') }, NOWHERE, CLEAN);
  const { exitCode, out } = await run(['check', dir, '--offline', '--format', 'json']);
  expect(exitCode).toBe(0);
  expect(JSON.parse(out).diagnostics.map(({ id, line }: { id: string; line: number }) => `${id} ${line}`)).toEqual([
    'rotation 1966',
    'rotation 1972',
    'rotation 1978',
  ]);
});

test('without RE2, plan and check say why, and that check finds less', async () => {
  vi.stubEnv('RENOVATE_X_IGNORE_RE2', 'true');
  onTestFinished(() => void vi.unstubAllEnvs());
  const reason = /not on RE2 as the hosted app does: RENOVATE_X_IGNORE_RE2 is set: unset it/;
  const { out } = await run(['check', repo(CLEAN), '--offline']);
  expect(out).toMatch(/^Not checked completely: pattern-refused \(/m);
  expect(out).toMatch(reason);
  expect((await run(['plan', repo(CLEAN)])).err).toMatch(reason);
});
