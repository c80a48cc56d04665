import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { type Adopted, adopt } from '../../src/adopt/adopt.ts';
import { analyze, toPlan } from '../../src/analysis/analyze.ts';
import type { Plan } from '../../src/analysis/schema.ts';
import { check } from '../../src/check/check.ts';
import { readSlots } from '../../src/manifest/slots.ts';
import { runRenovate } from '../../src/renovate/host/run.ts';
import type { Snapshot } from '../../src/renovate/messages.ts';
import { bothArches, writeScenario } from '../renovate/scenario.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');
const FILE = 'parts/common/components.json';
const MANIFEST = readFileSync(path.join(FIXTURES, 'agentbaker/components.json'), 'utf8');
const CONFIG = readFileSync(path.join(FIXTURES, 'adopt/renovate.json'), 'utf8');
const PUBLISHED: Record<string, string[]> = JSON.parse(
  readFileSync(path.join(FIXTURES, 'agentbaker/published.json'), 'utf8'),
);
const MCR = 'https://mcr.microsoft.com';
const REFERENCE = `github>org/aks-sysext-renovate#${packageJson.version}`;

/** Beside what is published: a patch ahead for every slot, of its own distro and of another one. */
const SLOTS = readSlots(MANIFEST).slots;
const ahead = (value: string, distro: string) =>
  value.replace(/\.(\d+)-.*/, (_, patch) => `.${Number(patch) + 1}-1-${distro}`);
const TAGS = Object.entries(PUBLISHED).map(([repository, versions]) => {
  const own = SLOTS.filter((slot) => slot.repository === repository).map(({ latestVersion }) => latestVersion);
  return {
    registry: MCR,
    repository,
    tags: bothArches([...versions, ...own, ...own.flatMap((one) => [ahead(one, 'azlinux3'), ahead(one, 'noble')])]),
  };
});

/** Answers for every lookup: sysexts as above, everything else with what it has and a patch above it. */
async function snapshotOf(dir: string): Promise<Snapshot> {
  const { inspection } = await runRenovate(dir, {
    inspect: true,
    snapshot: { lists: TAGS, releases: [], presets: [] },
  });
  const versions = new Map<string, Set<string>>(TAGS.map(({ repository, tags }) => [repository, new Set(tags)]));
  for (const { packageName, currentValue } of inspection?.dependencies ?? []) {
    const known = versions.get(packageName) ?? new Set();
    versions.set(packageName, known);
    if (!packageName.endsWith('-sysext'))
      known.add(currentValue).add(currentValue.replace(/(\d+)(?=\D*$)/, (patch) => String(Number(patch) + 1)));
  }
  const releases = [...versions].map(([packageName, all]) => ({
    datasource: 'docker',
    packageName,
    registryUrl: MCR,
    result: { releases: [...all].map((version) => ({ version })), registryUrl: MCR },
  }));
  return { lists: TAGS, releases, presets: [] };
}

function repository(files: Readonly<Record<string, string>>): string {
  const dir = writeScenario({ files, tags: {} }, '');
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

describe('a configuration of a team, with 42 rules and a manager for images and sysexts alike', () => {
  let adopted: Adopted;
  let snapshot: Snapshot;
  let before: Plan;
  let after: Plan;
  let dir: string;

  beforeAll(async () => {
    dir = writeScenario({ files: { [FILE]: MANIFEST, 'renovate.json': CONFIG }, tags: {} }, '');
    snapshot = await snapshotOf(dir);
    const options = { snapshot, presetSource: 'here' };
    adopted = await adopt(dir, { ...options, reference: REFERENCE });
    before = toPlan(await analyze(dir, { ...options, all: true }));
    writeFileSync(path.join(dir, 'renovate.json'), adopted.text);
    after = toPlan(await analyze(dir, { ...options, all: true }));
    return () => rmSync(dir, { recursive: true });
  });

  test('what is proposed, rule by rule', () => {
    const steps = adopted.adoption.steps.map(({ what, where }) => `${what} ${where}`);
    const { packageRules } = JSON.parse(CONFIG);
    const at = (description: string) =>
      packageRules.findIndex((rule: { description?: string }) => rule.description === description);
    const bootstrap = packageRules.findIndex((rule: { prPriority?: number }) => rule.prPriority === 5);
    expect(steps.filter((one) => !one.startsWith('kept'))).toEqual([
      'added extends',
      `narrowed packageRules[${at('OSS images have a revision behind the version')}]`,
      `narrowed packageRules[${at('Kubernetes components together, packages and sysexts')}]`,
      `narrowed packageRules[${at('Kubernetes components together, packages and sysexts') + 1}]`,
      `removed packageRules[${at('sysexts of Azure Linux')}]`,
      `removed packageRules[${at('meant for kubelet, and matches nothing')}]`,
      `narrowed packageRules[${bootstrap}]`,
      expect.stringMatching(/^narrowed packageRules/),
      // What its own manager does not give it.
      'by-hand architectures',
      'by-hand customManagers[0]',
    ]);
    expect(JSON.parse(adopted.text).extends).toEqual([
      'config:recommended',
      ':semanticCommits',
      `github>org/aks-sysext-renovate//presets/rules#${packageJson.version}`,
    ]);
  });

  test('nothing else is said of any other dependency, and they get the same pull requests', () => {
    expect(adopted.adoption.others).toEqual([]);
    const others = (plan: Plan) =>
      plan.pullRequests
        .flatMap(({ upgrades, branch, automerge, reviewers, assignees }) =>
          upgrades
            .filter(({ component }) => component === null)
            .map((up) => JSON.stringify({ up, branch, automerge, reviewers, assignees })),
        )
        .sort();
    expect(others(after)).toEqual(others(before));
    expect(others(after).length).toBeGreaterThan(20);
  });

  test('every sysext slot gets the patch ahead of its own distro and minor', () => {
    const proposed = new Map(after.slots.map(({ package: name, from, to }) => [`${name} ${from}`, to]));
    for (const { repository: name, latestVersion } of SLOTS) {
      expect(proposed.get(`${name} ${latestVersion}`), `${name} ${latestVersion}`).toBe(
        ahead(latestVersion, 'azlinux3'),
      );
    }
    expect(SLOTS).toHaveLength(10);
  });

  test('what the rules said beside that, they still say of sysexts', () => {
    const request = (name: string) =>
      after.pullRequests.find(({ upgrades }) => upgrades.some((one) => one.package.endsWith(name)));
    expect(request('bootstrap-client-sysext')?.reviewers).toContain('team:bootstrap');
  });

  test('check finds nothing wrong with it any more, and did before', async () => {
    const options = { snapshot, presetSource: 'here', offline: false, rules: new Map() };
    const wrong = async (text: string) => {
      writeFileSync(path.join(dir, 'renovate.json'), text);
      const { diagnostics: findings } = await check(dir, options);
      return [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ id }) => id))].sort();
    };
    // That its groups are apart is no error: each has owners of its own.
    expect(await wrong(CONFIG)).toEqual(['minor-switch', 'revision-frozen']);
    expect(await wrong(adopted.text)).toEqual([]);
  });
});

describe('other repositories', () => {
  const slot = (name: string, latestVersion: string) => ({
    renovateTag: `OCI_registry=${MCR}, name=${name}`,
    latestVersion,
  });
  const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
  const manifest = JSON.stringify([slot(KUBELET, 'v1.34.10-1-azlinux3')], null, 2);
  const LISTS: Snapshot = {
    lists: [{ registry: MCR, repository: KUBELET, tags: bothArches(['v1.34.10-1-azlinux3', 'v1.34.11-1-azlinux3']) }],
    releases: [],
    presets: [],
  };
  const run = (dir: string, more: object = {}) =>
    adopt(dir, { snapshot: LISTS, presetSource: 'here', reference: REFERENCE, ...more });
  const OWN = {
    customType: 'regex',
    managerFilePatterns: ['/components\\.json$/'],
    matchStrings: [
      '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
    ],
    datasourceTemplate: 'docker',
  };

  test('one that has the presets already is left as it is', async () => {
    const dir = repository({ 'components.json': manifest, 'renovate.json': JSON.stringify({ extends: [REFERENCE] }) });
    const { adoption, text } = await run(dir);
    expect(adoption).toMatchObject({ diff: '', steps: [], pullRequests: { appear: [], go: [], change: [], stay: 1 } });
    expect(text).toBe(readFileSync(path.join(dir, 'renovate.json'), 'utf8'));
  });

  test('a manager for sysexts alone goes', async () => {
    const dir = repository({
      'components.json': manifest,
      'renovate.json': JSON.stringify({ extends: [], customManagers: [OWN] }),
    });
    const { adoption, text } = await run(dir);
    expect(JSON.parse(text)).toEqual({ extends: [REFERENCE] });
    expect(adoption.pullRequests.appear.map(({ upgrades }) => upgrades.map(({ to }) => to))).toEqual([
      ['v1.34.11-1-azlinux3'],
    ]);
  });

  test('comments, quotes and the rest of a JSON5 file stay', async () => {
    const config = `// ours\n{\n  // what we extend\n  extends: ['config:recommended'], // all of it\n  packageRules: [\n    // labels\n    { matchPackageNames: ['/-sysext$/'], addLabels: ['sysext'], groupName: 'sysexts' },\n  ],\n}\n`;
    const dir = repository({ 'components.json': manifest, 'renovate.json5': config });
    rmSync(path.join(dir, 'renovate.json'));
    const { text } = await run(dir);
    expect(text).toBe(
      config
        .replace("['config:recommended']", `['config:recommended', "${REFERENCE}"]`)
        .replace(", groupName: 'sysexts'", ''),
    );
  });

  test('a configuration in package.json is edited there', async () => {
    const dir = repository({
      'components.json': manifest,
      'package.json': '{\n\t"name": "x",\n\t"renovate": {\n\t\t"labels": []\n\t}\n}\n',
    });
    rmSync(path.join(dir, 'renovate.json'));
    const { adoption, text } = await run(dir);
    expect(adoption.file).toBe('package.json');
    expect(text).toBe(
      `{\n\t"name": "x",\n\t"renovate": {\n\t\t"extends": ["${REFERENCE}"],\n\t\t"labels": []\n\t}\n}\n`,
    );
  });

  test('a repository without a configuration gets one', async () => {
    const dir = repository({ 'components.json': manifest });
    rmSync(path.join(dir, 'renovate.json'));
    const { adoption, text } = await run(dir);
    expect(adoption.file).toBe('renovate.json');
    expect(JSON.parse(text)).toEqual({
      $schema: 'https://docs.renovatebot.com/renovate-schema.json',
      extends: [REFERENCE],
    });
  });

  test('a new configuration in a git repository: the plan after it sees it, and git applies its diff', async () => {
    const dir = repository({ 'parts/components.json': manifest });
    rmSync(path.join(dir, 'renovate.json'));
    const git = (...args: string[]) => execFileSync('git', args, { cwd: dir, encoding: 'utf8', stdio: 'pipe' });
    git('init', '--quiet');
    git('add', '.');
    const before = git('status', '--porcelain');
    const { adoption, text } = await run(dir);
    expect(adoption.diagnostics).toEqual([]);
    expect(adoption.pullRequests.appear).toHaveLength(1);
    expect(adoption.diff).toContain('\nnew file mode 100644\n');
    expect(git('status', '--porcelain')).toBe(before);
    writeFileSync(path.join(dir, '.git/adopt.diff'), adoption.diff);
    git('apply', '.git/adopt.diff');
    expect(readFileSync(path.join(dir, 'renovate.json'), 'utf8')).toBe(text);
    // Before it is added: what adopt has written, a plan sees, and a second adopt leaves.
    const plan = await analyze(dir, { snapshot: LISTS, presetSource: 'here' });
    expect(plan.slots.map(({ to }) => to)).toEqual(['v1.34.11-1-azlinux3']);
    expect((await run(dir)).adoption).toMatchObject({ diff: '', pullRequests: { stay: 1 } });
  });

  test('in a linked worktree, the history is that of the repository', async () => {
    const files = { 'components.json': manifest, 'renovate.json': JSON.stringify({ extends: [] }) };
    const main = repository(files);
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: main });
    git('init', '--quiet');
    git('add', '.');
    for (let i = 0; i < 12; i++) git('commit', '--quiet', '--allow-empty', '--message', `feat: ${i}`);
    const dir = path.join(main, 'linked');
    git('worktree', 'add', '--quiet', dir);
    const { adoption } = await run(dir);
    expect(adoption.pullRequests.appear.map(({ title }) => title)).toEqual([expect.stringMatching(/^chore\(deps\): /)]);
  });

  test('people whom a pull request for all components does not ask are named', async () => {
    const KUBECTL = 'oss/v2/kubernetes/kubectl-sysext';
    const both = JSON.stringify([slot(KUBELET, 'v1.34.10-1-azlinux3'), slot(KUBECTL, 'v1.34.10-1-azlinux3')], null, 2);
    const rule = (name: string, more: object) => ({ matchPackageNames: [name], ...more });
    const config = {
      packageRules: [
        rule(KUBELET, { reviewers: ['bert', 'anna'], assignees: ['team:c'] }),
        rule(KUBECTL, { reviewers: ['anna'] }),
      ],
    };
    const dir = repository({ 'components.json': both, 'renovate.json': JSON.stringify(config) });
    const lists = [KUBELET, KUBECTL].flatMap((name) => LISTS.lists.map((list) => ({ ...list, repository: name })));
    const { adoption } = await run(dir, { snapshot: { ...LISTS, lists } });
    expect(adoption.pullRequests.appear.map(({ reviewers, assignees }) => [...reviewers, ...assignees])).toEqual([
      ['anna'],
    ]);
    expect(adoption.steps.filter(({ what }) => what === 'by-hand')).toEqual([
      {
        what: 'by-hand',
        where: expect.stringMatching(/^pull request "Update Kubernetes sysexts/),
        why: expect.stringMatching(/^does not ask bert, team:c, whom rules name for some of its updates/),
      },
    ]);
  });

  test('values without revision and distro need the distro', async () => {
    const files = { 'components.json': manifest.replace('v1.34.10-1-azlinux3', 'v1.34.10'), 'renovate.json': '{}' };
    const { text, adoption } = await run(repository(files), { distro: 'azlinux3' });
    expect(adoption.diagnostics).toEqual([]);
    expect(JSON.parse(text).extends).toEqual([
      REFERENCE,
      `${REFERENCE.replace('#', '//presets/revisionless#')}(azlinux3)`,
    ]);
  });

  test('one with which Renovate aborts says so', async () => {
    const dir = repository({
      'components.json': manifest,
      'renovate.json': '{ "packageRules": [{ "automerge": true }] }',
    });
    await expect(run(dir)).rejects.toThrow(/Renovate aborts with the configuration as it is: .*; run "check" for more/);
  });
});
