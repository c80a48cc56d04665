import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Adoption } from '../../src/adopt/schema.ts';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { bothArches, KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch } from './command.ts';

/** A tag of another version than the one that is tried out would be a warning. */
const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8'));
const REFERENCE = `github>org/aks-sysext-renovate#${version}`;
const MCR = 'https://mcr.microsoft.com';
const VERSIONS = ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'];
const CONFIG = { packageRules: [{ matchPackageNames: ['/-sysext$/'], versioning: 'docker', addLabels: ['sysext'] }] };

/** A repository whose sysexts nothing takes, and a snapshot for it. */
function example(config: object = CONFIG): { dir: string; tags: string } {
  const dir = repository(
    { 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]) },
    MCR,
    config,
  );
  const tags = path.join(scratch(), 'tags.json');
  writeFileSync(
    tags,
    JSON.stringify({ schemaVersion: 1, lists: [{ registry: MCR, repository: KUBELET, tags: bothArches(VERSIONS) }] }),
  );
  return { dir, tags };
}

test('as text: what changes and why, the diff, and the pull requests; nothing is written', async () => {
  const { dir, tags } = example();
  const { exitCode, out, err } = await run(['adopt', dir, '--snapshot', tags, '--as', REFERENCE]);
  expect([exitCode, err]).toEqual([0, '']);
  expect(out).toMatch(/^renovate\.json: 1 added, 1 narrowed; pull requests: 1 new, 0 gone, 0 changed, 0 unchanged\n/);
  expect(out).toMatch(/\nnarrowed +packageRules\[0\] +without versioning: the presets set it; addLabels stay\n/);
  expect(out.split('\n')).toContainEqual(expect.stringMatching(/^\+.*"extends"/));
  expect(out).toContain(`"extends": ["${REFERENCE}"]`);
  expect(out).toMatch(
    /\nnew +.*kubelet-sysext to v1\.34\.10-1-azlinux3 +kubelet 1\.34 v1\.34\.9-2-azlinux3 → v1\.34\.10-1-azlinux3\n/,
  );
  expect(readFileSync(path.join(dir, 'renovate.json'), 'utf8')).toBe(JSON.stringify(CONFIG));
});

test('--write writes the configuration and nothing else, and then there is nothing left to do', async () => {
  const { dir, tags } = example();
  const before = readdirSync(dir);
  const args = ['adopt', dir, '--snapshot', tags, '--write', '--format', 'json'];
  const { adoption } = { adoption: Adoption.parse(JSON.parse((await run(args)).out)) };
  expect(adoption.steps.map(({ what }) => what)).toEqual(['added', 'narrowed']);
  expect(readdirSync(dir)).toEqual(before);
  const written = readFileSync(path.join(dir, 'renovate.json'), 'utf8');
  expect(JSON.parse(written).packageRules).toEqual([{ matchPackageNames: ['/-sysext$/'], addLabels: ['sysext'] }]);
  const again = Adoption.parse(JSON.parse((await run(args)).out));
  expect([again.diff, again.pullRequests.stay]).toEqual(['', 1]);
  expect(readFileSync(path.join(dir, 'renovate.json'), 'utf8')).toBe(written);
});

test('in a directory of a git repository: the new configuration is at its root, git applies its diff, and plan sees it', async () => {
  const dir = repository(
    { 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]), 'docs/x.md': '' },
    MCR,
  );
  rmSync(path.join(dir, 'renovate.json'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', dir, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'all');
  const { tags } = example();
  const docs = path.join(dir, 'docs');
  const { out, err } = await run(['adopt', docs, '--snapshot', tags, '--as', REFERENCE, '--format', 'json', '--write']);
  expect(err).toMatch(/^info: .*docs is a part of the repository in .*, which is planned\n$/);
  const written = readFileSync(path.join(dir, 'renovate.json'), 'utf8');
  const plan = await run(['plan', docs, '--snapshot', tags]);
  expect(plan.out).toMatch(/^1 pull request: 1 of 1 sysext slot bumped/);
  expect(plan.err).toContain('warning: renovate.json: git does not track it yet');
  rmSync(path.join(dir, 'renovate.json'));
  execFileSync('git', ['apply'], { cwd: dir, input: Adoption.parse(JSON.parse(out)).diff });
  expect(readFileSync(path.join(dir, 'renovate.json'), 'utf8')).toBe(written);
});

test('Markdown, into a file', async () => {
  const { dir, tags } = example();
  const output = path.join(scratch(), 'adopt.md');
  expect((await run(['adopt', dir, '--snapshot', tags, '--format', 'markdown', '--output', output])).out).toBe('');
  expect(readFileSync(output, 'utf8')).toMatch(/\n\| added \| `extends` \|[\s\S]*\n```diff\n/);
});

test('what sysexts would lose is shown, and then nothing is written: exit code 2', async () => {
  const manager = {
    customType: 'regex',
    managerFilePatterns: ['/components\\.json$/'],
    matchStrings: ['name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"'],
    datasourceTemplate: 'docker',
  };
  const rule = { matchJsonata: [`depName = "${KUBELET}"`], enabled: false };
  const { dir, tags } = example({ customManagers: [manager], packageRules: [rule] });
  const before = readFileSync(path.join(dir, 'renovate.json'), 'utf8');
  const args = ['adopt', dir, '--snapshot', tags, '--write'];
  const { exitCode, out } = await run(args);
  expect(exitCode).toBe(2);
  expect(out).toMatch(
    /\n2 settings for sysexts would be lost\n {2}packageRules\[0\]: enabled for .*\n {2}components\.json: /,
  );
  expect((await run([...args, '--format', 'markdown'])).out).toContain('**Settings for sysexts would be lost**');
  expect(readFileSync(path.join(dir, 'renovate.json'), 'utf8')).toBe(before);
});

test('a plan after it that is incomplete is exit code 1, with the cause', async () => {
  const { dir, tags } = example();
  writeFileSync(tags, JSON.stringify({ schemaVersion: 1, lists: [] }));
  const { exitCode, err } = await run(['adopt', dir, '--snapshot', tags]);
  expect(exitCode).toBe(1);
  expect(err).toMatch(/error: components\.json: .*kubelet-sysext.*is not in the snapshot/);
});

test('a configuration with which Renovate aborts is exit code 1, in one line', async () => {
  const { dir, tags } = example({ packageRules: [{ automerge: true }] });
  const { exitCode, out, err } = await run(['adopt', dir, '--snapshot', tags]);
  expect([exitCode, out]).toEqual([1, '']);
  expect(err).toMatch(/^error: Renovate aborts with the configuration as it is: .*; run "check" for more\n$/);
});
