import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type AnalyzeOptions, analyze, toPlan } from '../../src/analysis/analyze.ts';
import { sentenceOf } from '../../src/analysis/diagnostic.ts';
import type { Plan } from '../../src/analysis/schema.ts';
import { serve } from '../cli/command.ts';
import { git } from '../fidelity/git.ts';
import { commit, type Files, gitRepository, write } from '../renovate/git-repository.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';

/*
 * Plans of repositories as people have them: what is planned, and what is said of it.
 */

const FILE = 'components.json';
const TAGS = bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']);
const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3', previous: 'v1.34.8-1-azlinux3' }]);
const SNAPSHOT = { lists: [{ registry: REGISTRY, repository: KUBELET, tags: TAGS }], releases: [], presets: [] };

function config(rest: object = {}): string {
  return JSON.stringify({ extends: [DEFAULT_PRESET], ...rest });
}

function repository(files: Files = {}, rest: object = {}): string {
  return gitRepository({ [FILE]: SLOT, 'renovate.json': config(rest), ...files });
}

async function planOf(dir: string, options: Partial<AnalyzeOptions> = {}): Promise<Plan> {
  return toPlan(await analyze(dir, { presetSource: 'here', snapshot: SNAPSHOT, ...options }));
}

/** A plan in short: the new versions with their base branch, and the codes of what is said. */
function short({ pullRequests, diagnostics: problems }: Plan) {
  return {
    bumps: pullRequests.flatMap(({ baseBranch, upgrades }) =>
      upgrades.map(({ file, to }) => [baseBranch, file, to].join(' ')),
    ),
    said: problems.map(({ severity, id: code, file }) =>
      [severity, code, file].filter((part) => part !== null).join(' '),
    ),
  };
}

const BUMP = `main ${FILE} v1.34.10-1-azlinux3`;

test('a configuration that git does not track yet is used, unless the last commit is planned', async () => {
  const dir = gitRepository({ [FILE]: SLOT });
  write(dir, { 'renovate.json': config() });
  expect(short(await planOf(dir))).toEqual({ bumps: [BUMP], said: ['warning config-untracked renovate.json'] });
  const committed = await planOf(dir, { committed: true });
  expect(short(committed)).toEqual({ bumps: [], said: [`error not-extracted ${FILE}`] });
  expect(committed.diagnostics[0]?.message).toContain('the repository has no Renovate configuration');
});

test('a configuration that another one shadows is named with it', async () => {
  const dir = gitRepository({ [FILE]: SLOT, 'renovate.json': '{}', '.github/renovate.json': config() });
  const plan = await planOf(dir);
  expect(short(plan)).toEqual({
    bumps: [],
    said: ['warning config-shadowed .github/renovate.json', `error not-extracted ${FILE}`],
  });
  expect(plan.diagnostics[1]?.message).toMatch(
    /no custom manager reads the file; Renovate reads renovate\.json, and not \.github\/renovate\.json$/,
  );
});

test('a directory of the repository: the whole repository is planned, with a note', async () => {
  const dir = repository({ 'docs/x.md': '' });
  const plan = await planOf(path.join(dir, 'docs'));
  expect(short(plan)).toEqual({ bumps: [BUMP], said: ['info below-root'] });
  expect(plan.diagnostics[0]?.message).toMatch(/docs is a part of the repository in .+, which is planned$/);
});

test('base branches: the working tree is planned as one of them, the others as they are committed', async () => {
  const dir = repository({}, { baseBranchPatterns: ['main', '/^release\\/.*/', 'nope'] });
  git(dir, 'branch', 'release/1.0');
  write(dir, { [FILE]: SLOT.replace('v1.34.9-2', 'v1.34.10-1') });
  commit(dir, 'Bump');
  git(dir, 'branch', 'release/2.0');
  write(dir, { 'other/components.json': SLOT });
  git(dir, 'add', '.');
  const plan = await planOf(dir);
  expect(short(plan)).toEqual({
    bumps: ['main other/components.json v1.34.10-1-azlinux3', `release/1.0 ${FILE} v1.34.10-1-azlinux3`],
    said: ['info uncommitted', 'error base-branch', 'info base-branch'],
  });
  expect(plan.pullRequests.map(({ branch, title }) => [branch, title])).toEqual([
    ['renovate/main-kubernetes-sysexts', 'Update kubelet-sysext to v1.34.10-1-azlinux3 (main)'],
    ['renovate/release/1.0-kubernetes-sysexts', 'Update kubelet-sysext to v1.34.10-1-azlinux3 (release/1.0)'],
  ]);
  expect(plan.slots.map(({ baseBranch, slot, file, to }) => [baseBranch, slot, file, to !== null])).toEqual([
    ['main', 'kubelet 1.34 on main', FILE, false],
    ['main', 'kubelet 1.34 on main', 'other/components.json', true],
    ['release/1.0', 'kubelet 1.34 on release/1.0', FILE, true],
    ['release/2.0', 'kubelet 1.34 on release/2.0', FILE, false],
  ]);
  expect(plan.slots.every(({ previous }) => previous === 'v1.34.8-1-azlinux3')).toBe(true);
});

test('base branches of origin: what was fetched is planned, commits that are ahead of it as well', async () => {
  const origin = repository({}, { baseBranches: ['$default', 'ahead', 'behind'] });
  for (const name of ['ahead', 'behind']) git(origin, 'branch', name);
  const dir = path.join(gitRepository({}), 'clone');
  git(path.dirname(dir), 'clone', '--quiet', origin, dir);
  for (const name of ['ahead', 'behind']) git(dir, 'branch', '--quiet', '--track', name, `origin/${name}`);
  const bumped = { [FILE]: SLOT.replace('v1.34.9-2', 'v1.34.10-1') };
  git(dir, 'checkout', '--quiet', 'ahead');
  write(dir, bumped);
  commit(dir, 'Not pushed');
  git(origin, 'checkout', '--quiet', 'behind');
  write(origin, bumped);
  commit(origin, 'Not pulled');
  git(dir, 'fetch', '--quiet');
  git(dir, 'checkout', '--quiet', '-b', 'feature', 'main');
  expect(short(await planOf(dir))).toEqual({
    bumps: [BUMP],
    said: ['info base-branch', 'info base-branch', 'info base-branch', 'info base-branch'],
  });
});

test('no base branch is here: nothing is planned, and nothing else is blamed', async () => {
  const plan = await planOf(repository({}, { baseBranchPatterns: ['nope'] }));
  expect(short(plan)).toEqual({ bumps: [], said: ['error base-branch'] });
});

test('a detached HEAD without a known default branch is an error where it matters', async () => {
  const rules = { baseBranchPatterns: [], packageRules: [{ matchBaseBranches: ['main'], groupName: 'x' }] };
  const dir = repository({}, rules);
  git(dir, 'checkout', '--quiet', '--detach');
  expect(short(await planOf(dir)).said).toContain('error base-branch');
});

test('a byte order mark and CRLF: planned, and the diff is one that git applies', async () => {
  const text = `\uFEFF${SLOT.replaceAll('\n', '\r\n').replaceAll('  ', '\t')}`;
  const dir = repository({ [FILE]: text });
  const plan = await planOf(dir);
  expect(short(plan)).toEqual({ bumps: [BUMP], said: [] });
  write(dir, { 'plan.diff': plan.pullRequests[0]?.diff ?? '' });
  git(dir, 'apply', 'plan.diff');
  expect(git(dir, 'show', `HEAD:${FILE}`).toString()).toBe(text);
  expect(short(await planOf(dir)).bumps).toEqual([]);
});

test('a pointer of Git LFS is not a manifest', async () => {
  const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n';
  expect(short(await planOf(repository({ [FILE]: pointer }))).said).toContain(`warning slot-unreadable ${FILE}`);
});

test('a path that git writes in quotes: what Renovate does not see is an error', async () => {
  const plan = await planOf(repository({ 'a "b"/components.json': SLOT }));
  expect(short(plan)).toEqual({ bumps: [BUMP], said: ['error manifest-untracked a "b"/components.json'] });
  expect(plan.diagnostics.map(sentenceOf)[0]).toBe(
    'git writes its path in quotes, so that Renovate does not see it: rename it',
  );
});

test('a submodule: its manifests are not of the repository', async () => {
  const dir = repository();
  const other = gitRepository({ [FILE]: SLOT });
  git(dir, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub');
  commit(dir, 'Submodule');
  expect(short(await planOf(dir))).toEqual({ bumps: [BUMP], said: [] });
  write(dir, { 'renovate.json': config({ cloneSubmodules: true }) });
  expect(short(await planOf(dir))).toEqual({ bumps: [BUMP], said: ['info uncommitted', 'info submodules'] });
});

test('enabled: false at the top', async () => {
  const { diagnostics: problems } = await planOf(repository({}, { enabled: false }));
  expect(problems.map(sentenceOf)).toEqual([
    'Renovate aborted: "enabled" is false at the top of the configuration; remove it',
  ]);
});

test('secrets that are not known: they are named, and no host gets a made-up password', async () => {
  const given: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    given.push(request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name: KUBELET, tags: TAGS }));
  });
  const rest = {
    hostRules: [{ matchHost: url, username: 'joe', password: '{{ secrets.PASSWORD }}' }],
    assignees: ['{{ variables.TEAM }}'],
    encrypted: { npmToken: 'x' },
  };
  const dir = repository({ [FILE]: SLOT.replaceAll(REGISTRY, url) }, rest);
  const plan = toPlan(await analyze(dir, { presetSource: 'here' }));
  expect(short(plan)).toEqual({
    bumps: [BUMP],
    said: ['warning secret-unknown', 'warning secret-unknown', 'warning secret-unknown'],
  });
  vi.stubEnv('RENOVATE_SECRETS', '{"PASSWORD":"pass"}');
  onTestFinished(() => void vi.unstubAllEnvs());
  const known = toPlan(await analyze(dir, { presetSource: 'here' }));
  expect(short(known).said).toHaveLength(2);
  expect(given).toEqual([undefined, `Basic ${Buffer.from('joe:pass').toString('base64')}`]);
});

test('a directory with a configuration of its own that git does not track yet', async () => {
  const dir = path.join(repository({ 'below/components.json': SLOT }), 'below');
  write(dir, { 'renovate.json': config() });
  expect(short(await planOf(dir))).toEqual({
    bumps: [` ${FILE} v1.34.10-1-azlinux3`],
    said: ['info below-root', 'warning config-untracked renovate.json'],
  });
});

test('outside of git, --committed is refused', async () => {
  const dir = path.join(repository(), 'below');
  mkdirSync(dir);
  write(dir, { 'renovate.json': config() });
  await expect(planOf(dir, { committed: true })).rejects.toThrow(
    'is not the root of a git repository: leave out --committed',
  );
});
