import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Plan } from '../../src/analysis/schema.ts';
import { preset } from '../../src/presets/published/default.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { bothArches, KUBELET, manifest } from '../renovate/scenario.ts';
import { repository, run, scratch } from './command.ts';

const FILE = 'components.json';
const MANIFEST = manifest([
  { repository: KUBELET, latest: 'v1.34.9-2-azlinux3', previous: 'v1.34.8-1-azlinux3' },
  { repository: KUBELET, latest: 'v1.35.7-2-azlinux3' },
]);
const VERSIONS = [
  'v1.34.8-1-azlinux3',
  'v1.34.9-2-azlinux3',
  'v1.34.10-1-azlinux3',
  'v1.34.10-2-noble',
  'v1.35.7-2-azlinux3',
];

async function registry(versions: readonly string[] = VERSIONS): Promise<string> {
  const running = await startRegistry({ [KUBELET]: bothArches(versions) });
  onTestFinished(() => running.close());
  return running.url;
}

async function example(): Promise<string> {
  return repository({ [FILE]: MANIFEST }, await registry());
}

describe('plan', () => {
  test('as text: a summary first, then pull requests with diffs, then skipped candidates', async () => {
    const { exitCode, out, err } = await run(['plan', await example()]);
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(
      /^1 pull request: 1 of 2 sysext slots bumped; 2 newer candidates skipped; .*\(Renovate 44\.\d+\.\d+, RE2\)\n/,
    );
    expect(out).toContain('\n+                "latestVersion": "v1.34.10-1-azlinux3",\n');
    expect(out).toMatch(/kubelet 1\.34 +v1\.34\.10-2-noble +other-distro +the slot stays on azlinux3/);
    expect(out).toMatch(/Unchanged\nkubelet 1\.35 +v1\.35\.7-2-azlinux3/);
  });

  test('nothing is wider than the terminal, and colour is there only where it is wanted', async () => {
    const dir = await example();
    const { out } = await run(['plan', dir], { width: 60, color: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for.
    const styles = /\u001b\[\d+m/g;
    expect(out).toMatch(styles);
    for (const line of out.replaceAll(styles, '').split('\n')) expect(line.length).toBeLessThanOrEqual(60);
    expect((await run(['plan', dir])).out).not.toMatch(styles);
  });

  test('as JSON, of the published schema', async () => {
    const { exitCode, out } = await run(['plan', await example(), '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(Plan.parse(JSON.parse(out))).toMatchObject({
      schemaVersion: 1,
      preset: { source: 'this package' },
      renovate: { re2: true },
    });
  });

  test.each(['markdown', 'html'])('as %s, into a file', async (format) => {
    const output = path.join(scratch(), 'plan');
    const { exitCode, out } = await run(['plan', await example(), '--format', format, '--output', output]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' });
    expect(readFileSync(output, 'utf8')).toContain('v1.34.10-1-azlinux3');
  });

  test('the diff is one that git applies; then a second plan is empty', async () => {
    const dir = await example();
    const plan = Plan.parse(JSON.parse((await run(['plan', dir, '--format', 'json'])).out));
    const patch = path.join(scratch(), 'plan.diff');
    writeFileSync(patch, plan.pullRequests[0]?.diff ?? '');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: dir });
    git('init', '--quiet');
    git('apply', '--check', patch);
    git('apply', patch);
    const text = readFileSync(path.join(dir, FILE), 'utf8');
    expect(JSON.parse(text).Packages[0].downloadURIs.flatcar.current.versionsV2[0]).toMatchObject({
      latestVersion: 'v1.34.10-1-azlinux3',
      previousLatestVersion: 'v1.34.9-2-azlinux3',
    });
    git('add', '.');
    const again = await run(['plan', dir]);
    expect(again.out).toContain('0 pull requests: 0 of 2 sysext slots bumped');
    expect(again.exitCode).toBe(0);
  });

  test('as diffs alone, which git applies as they are printed', async () => {
    const dir = await example();
    const { exitCode, out } = await run(['plan', dir, '--format', 'diff']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^# renovate\/kubernetes-sysexts\ndiff --git a\/components\.json b\/components\.json\n/);
    execFileSync('git', ['apply'], { cwd: dir, input: out });
    expect((await run(['plan', dir, '--format', 'diff'])).out).toBe('');
  });

  test('--committed: the last commit, and not the working tree', async () => {
    const dir = await example();
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', dir, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'all');
    writeFileSync(path.join(dir, FILE), '{}');
    const changed = await run(['plan', dir, '--fail-on', 'warnings']);
    expect(changed.out).toMatch(/^0 pull requests: 0 of 0 sysext slots bumped/);
    expect(changed.err).toContain(
      'info: the plan is of the working tree, in which these files are not as committed: components.json;',
    );
    const committed = await run(['plan', dir, '--committed']);
    expect(committed.out).toMatch(/^1 pull request: 1 of 2 sysext slots bumped/);
    expect(committed.err).toBe('');
  });

  test.each([
    ['updates', 2],
    ['skipped', 2],
    ['warnings', 0],
    ['warnings,updates', 2],
  ])('--fail-on %s: exit %i', async (what, expected) => {
    expect((await run(['plan', await example(), '--fail-on', what])).exitCode).toBe(expected);
  });

  test('--fail-on never hides a failed lookup', async () => {
    const dir = repository({ [FILE]: MANIFEST }, await registry([]));
    expect((await run(['plan', dir, '--fail-on', 'updates'])).exitCode).toBe(1);
  });

  test('--preset: another folder of presets; a rule of it is named with the preset', async () => {
    const folder = scratch();
    const rules = [
      ...(preset.packageRules ?? []),
      { matchPackageNames: ['oss/**'], enabled: false, description: 'frozen' },
    ];
    writeFileSync(path.join(folder, 'default.json'), JSON.stringify({ ...preset, packageRules: rules }));
    const { out, exitCode } = await run(['plan', await example(), '--preset', folder, '--format', 'json']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      preset: { source: folder },
      pullRequests: [],
      heldBack: [
        {
          reason: 'disabled',
          detail: `packageRules[${rules.length - 1}] of github>org/aks-sysext-renovate disables it: frozen`,
        },
        { reason: 'disabled' },
      ],
    });
  });
});

test('--preset OWNER/NAME=PATH: a checkout of presets that cannot be fetched; it can be repeated', async () => {
  const folder = scratch();
  writeFileSync(path.join(folder, 'default.json'), '{ "commitMessagePrefix": "theirs:" }');
  writeFileSync(path.join(folder, 'more.json'), '{ "labels": ["theirs"] }');
  const dir = repository({ [FILE]: MANIFEST }, await registry(), {
    extends: ['github>acme/aks-sysext-renovate', 'local>acme/config', 'gitlab>acme/node/config//more'],
  });
  const presets = ['acme/config', 'acme/node/config'].flatMap((name) => ['--preset', `${name}=${folder}`]);
  const { out, err } = await run(['plan', dir, '--format', 'json', ...presets]);
  expect(err).toBe('');
  expect(JSON.parse(out).pullRequests).toMatchObject([
    { title: expect.stringMatching(/^theirs: /), labels: ['theirs'] },
  ]);
  const without = await run(['plan', dir, ...presets.slice(2)]);
  expect(without.exitCode).toBe(1);
  expect(without.err).toMatch(
    /^error: .*local>acme\/config is on the forge of this repository.*--preset acme\/config=PATH\n$/,
  );
});

test('a preset of another tag than the one that is planned is a warning that names both', async () => {
  const dir = repository({ [FILE]: MANIFEST }, await registry(), {
    extends: ['github>acme/aks-sysext-renovate#9.9.9', 'github>acme/aks-sysext-renovate//presets/lts-hold#9.9.9'],
  });
  const { exitCode, err } = await run(['plan', dir]);
  expect(exitCode).toBe(0);
  expect(err).toMatch(
    /^warning: github>acme\/aks-sysext-renovate#9\.9\.9: the plan is by the presets of \d+\.\d+\.\d+, and not of 9\.9\.9: install that version, or pin \S+\n$/,
  );
  const own = await run(['plan', dir, '--preset', PACKAGE_ROOT]);
  expect([own.exitCode, own.err]).toEqual([0, '']);
});

test('RE2 not in use is a warning', async () => {
  process.env['RENOVATE_X_IGNORE_RE2'] = 'true';
  onTestFinished(() => {
    delete process.env['RENOVATE_X_IGNORE_RE2'];
  });
  const { exitCode, out, err } = await run(['plan', await example(), '--fail-on', 'warnings']);
  expect(exitCode).toBe(2);
  expect(out).toContain('RegExp)');
  expect(err).toMatch(/^warning: Renovate runs on JavaScript's RegExp, not on RE2/);
});

describe('snapshot', () => {
  test("others' presets are in the snapshot, too", async () => {
    const server = createServer((_, response) =>
      response.end('{ "prTitleStrict": true, "commitMessagePrefix": "theirs:" }'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const theirs = `http://127.0.0.1:${(server.address() as AddressInfo).port}/theirs.json`;
    const config = { extends: [theirs, 'github>org/aks-sysext-renovate'] };
    const dir = repository({ [FILE]: MANIFEST }, await registry(), config);
    const output = path.join(scratch(), 'tags.json');
    const taken = await run(['snapshot', dir, '--output', output]);
    expect(taken.exitCode, taken.err).toBe(0);
    server.closeAllConnections();
    server.close();
    const { exitCode, out, err } = await run(['plan', dir, '--snapshot', output]);
    expect(exitCode, err).toBe(0);
    expect(out).toContain('\ntheirs: ');
  });

  test('a snapshot gives the same plan without a registry, every time', async () => {
    const running = await startRegistry({ [KUBELET]: bothArches(VERSIONS) });
    const dir = repository({ [FILE]: MANIFEST }, running.url);
    const output = path.join(scratch(), 'tags.json');
    const live = await run(['plan', dir, '--format', 'json']);
    expect(await run(['snapshot', dir, '--output', output])).toMatchObject({ exitCode: 0, out: '' });
    await running.close();
    const offline = await run(['plan', dir, '--format', 'json', '--snapshot', output]);
    expect(offline).toEqual(live);
    expect(await run(['plan', dir, '--format', 'json', '--snapshot', output])).toEqual(offline);
  });

  test('with pages, by the docker datasource', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `v1.33.1-${i}-azlinux3`);
    const running = await startRegistry({ [KUBELET]: bothArches([...VERSIONS, ...many]) }, { pageLimit: 100 });
    const presets = ['github>org/aks-sysext-renovate', 'github>org/aks-sysext-renovate//presets/docker'];
    const hostRules = [{ matchHost: running.url.replace('http:', 'https:'), insecureRegistry: true }];
    const dir = repository({ [FILE]: MANIFEST }, running.url, { extends: presets });
    const output = path.join(scratch(), 'tags.json');
    process.env['RENOVATE_HOST_RULES'] = JSON.stringify(hostRules);
    onTestFinished(() => {
      delete process.env['RENOVATE_HOST_RULES'];
    });
    const taken = await run(['snapshot', dir, '--output', output]);
    expect(taken.exitCode, taken.err).toBe(0);
    await running.close();
    expect(JSON.parse(readFileSync(output, 'utf8')).lists[0].tags).toHaveLength(2 * (VERSIONS.length + many.length));
    const offline = await run(['plan', dir, '--snapshot', output]);
    expect(offline.out).toContain('v1.34.10-1-azlinux3');
    expect(offline.exitCode, offline.err).toBe(0);
  });

  test('one that was changed, or lacks a list, is refused in a line', async () => {
    const dir = await example();
    const output = path.join(scratch(), 'tags.json');
    await run(['snapshot', dir, '--output', output]);
    const text = readFileSync(output, 'utf8');
    writeFileSync(output, text.replace('v1.34.10-1', 'v1.34.12-1'));
    expect((await run(['plan', dir, '--snapshot', output])).err).toMatch(
      /^error: .* was changed after it was taken.*\n$/,
    );
    writeFileSync(output, JSON.stringify({ schemaVersion: 1, lists: [] }));
    const lacking = await run(['plan', dir, '--snapshot', output]);
    expect(lacking.exitCode).toBe(1);
    expect(lacking.err).toMatch(/is not in the snapshot/);
  });

  test('nothing is written when a lookup fails', async () => {
    const output = path.join(scratch(), 'tags.json');
    const ran = await run(['snapshot', repository({ [FILE]: MANIFEST }, await registry([])), '--output', output]);
    expect(ran.exitCode).toBe(1);
    expect(() => readFileSync(output)).toThrow();
  });
});

test('a manifest that git does not track is told of, not passed over', async () => {
  const dir = await example();
  execFileSync('git', ['-C', dir, 'init', '--quiet']);
  const { exitCode, err } = await run(['plan', dir]);
  expect(exitCode).toBe(1);
  expect(err.split('\n')).toEqual([
    'warning: renovate.json: git does not track it yet, so that the bot does not see it: run "git add renovate.json"',
    `error: ${FILE}: git does not track it, so that Renovate does not see it: run "git add"`,
    '',
  ]);
});

test('a repository that was cloned from a folder is planned as one without a name', async () => {
  const dir = await example();
  const git = (...args: string[]) => execFileSync('git', ['-C', dir, ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('remote', 'add', 'origin', scratch());
  const { exitCode, err } = await run(['plan', dir]);
  expect([exitCode, err]).toEqual([0, '']);
});

test('a directory below the root with a configuration of its own is planned as it is, with a note', async () => {
  const url = await registry();
  const root = repository(
    {
      [`below/${FILE}`]: MANIFEST,
      'below/renovate.json': readFileSync(path.join(await example(), 'renovate.json'), 'utf8'),
    },
    url,
  );
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, '-c', 'user.name=x', '-c', 'user.email=x', ...args]);
  git('init', '--quiet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'all');
  const below = path.join(root, 'below');
  const { exitCode, err } = await run(['plan', below]);
  const note = `info: ${below} is planned as a repository of its own: a bot reads the configuration of the root alone\n`;
  expect([exitCode, err]).toEqual([0, note]);
});

test('explain: the decision, the rules in order, every candidate', async () => {
  const url = await registry([...VERSIONS, 'v1.35.1-rc.0-1-azlinux3', 'v1.34.11-1-azlinux3-arm64']);
  const { exitCode, out } = await run(['explain', `${url}/${KUBELET}`, 'v1.34.9-2-azlinux3']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^v1\.34\.9-2-azlinux3 -> v1\.34\.10-1-azlinux3\n/);
  expect(out).toMatch(/5\. missing-arch skips 1 candidate: Versions that are published for every arch: x86-64, arm64/);
  const rows = out
    .split('\n')
    .filter((line) => /^v1\./.test(line))
    .slice(1)
    .map((line) => line.split(/ {2,}/).slice(0, 2));
  expect(rows).toEqual([
    ['v1.35.7-2-azlinux3', 'other-minor'],
    ['v1.35.1-rc.0-1-azlinux3', 'other-minor'],
    ['v1.34.11-1-azlinux3', 'missing-arch'],
    ['v1.34.10-2-noble', 'other-distro'],
    ['v1.34.10-1-azlinux3', 'proposed'],
    ['v1.34.9-2-azlinux3', 'current'],
    ['v1.34.8-1-azlinux3', 'not-newer'],
  ]);
});

test('explain: a whole tag keeps its arch', async () => {
  const { exitCode, out } = await run(['explain', `${await registry()}/${KUBELET}`, 'v1.34.9-2-azlinux3-arm64']);
  expect(exitCode).toBe(0);
  expect(out).toMatch(/^v1\.34\.9-2-azlinux3-arm64 -> v1\.34\.10-1-azlinux3-arm64\n/);
  expect(out).toMatch(/\nv1\.34\.10-1-azlinux3 +proposed +arm64, x86-64\n/);
  expect(out).toMatch(/\nv1\.34\.9-2-azlinux3 +current /);
});

test('demo: the bundled example, whole', async () => {
  const { exitCode, out } = await run(['demo', '--format', 'json']);
  const plan = Plan.parse(JSON.parse(out));
  expect(exitCode).toBe(0);
  expect(plan.problems).toEqual([]);
  expect(plan.pullRequests).toHaveLength(2);
  expect(plan.slots.filter(({ to }) => to === null)).toHaveLength(1);
  expect(new Set(plan.heldBack.map(({ reason }) => reason))).toEqual(
    new Set(['other-distro', 'missing-arch', 'other-minor', 'prerelease', 'malformed', 'not-newer']),
  );
});

test('what Renovate itself finds by a local lookup agrees', async () => {
  const dir = await example();
  const plan = Plan.parse(JSON.parse((await run(['plan', dir, '--format', 'json'])).out));
  const bare = path.join(scratch(), 'repository');
  mkdirSync(bare);
  cpSync(dir, bare, { recursive: true });
  cpSync(path.resolve(import.meta.dirname, '../../default.json'), path.join(bare, 'renovate.json'));
  const report = path.join(bare, 'report.json');
  const renovate = path.resolve(import.meta.dirname, '../../node_modules/renovate/dist/renovate.js');
  const args = [renovate, '--platform=local', '--dry-run=lookup', '--report-type=file', `--report-path=${report}`];
  const env = { ...process.env, RENOVATE_BASE_DIR: scratch(), RENOVATE_INTERNAL_HOST_ACCESS: 'allow' };
  // Not in this thread, which the registry answers in.
  await promisify(execFile)(process.execPath, args, { cwd: bare, env });
  const { repositories } = JSON.parse(readFileSync(report, 'utf8'));
  const deps: { currentValue: string; updates: { newValue: string }[] }[] =
    repositories.local.packageFiles.regex[0].deps;
  expect(deps.map(({ currentValue, updates }) => [currentValue, updates[0]?.newValue ?? null])).toEqual(
    plan.slots.map(({ from, to }) => [from, to]),
  );
});
