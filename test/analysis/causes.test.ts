import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { analyze, toPlan } from '../../src/analysis/analyze.ts';
import { sentenceOf } from '../../src/analysis/diagnostic.ts';
import type { Plan } from '../../src/analysis/schema.ts';
import type { RunOptions } from '../../src/renovate/host/run.ts';
import { emptyDir, write } from '../renovate/git-repository.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, REGISTRY } from '../renovate/scenario.ts';

/*
 * Whatever leaves a version or a slot out, it is named: the option, the rule as it is written, and its file or preset.
 */

const FROM = 'v1.34.9-1-azlinux3';
const PUBLISHED = bothArches([FROM, 'v1.34.10-1-azlinux3']);
const RULE = 'packageRules[INDEX] of renovate.json';

interface Case {
  readonly name: string;
  /** What the rule says of a package of its own. */
  readonly rule: object;
  /** What is held back: the candidate, and why. */
  readonly held?: readonly [string, string];
  /** What is said of the lookup. */
  readonly skipped?: string;
}

const NEWEST = 'v1.34.10-1-azlinux3';

/** Each rule is for a package of its own; `INDEX` is its place in the file. */
const RULES: readonly Case[] = [
  {
    name: 'enabled',
    rule: { enabled: false, description: ['Frozen', 'until May'] },
    held: ['', `${RULE} disables it: Frozen until May`],
  },
  {
    name: 'enabled, for an update type',
    rule: { matchUpdateTypes: ['patch'], enabled: false },
    held: [NEWEST, `${RULE} disables it`],
  },
  {
    name: 'enabled, nested in an update type',
    rule: { groupName: 'x', minor: { groupName: 'y' }, patch: { enabled: false } },
    held: [NEWEST, `${RULE} disables it`],
  },
  {
    name: 'enabled, by a preset that the rule extends',
    rule: { extends: ['local>acme/config//off'] },
    held: ['', `${RULE} disables it`],
  },
  {
    name: 'a range of allowedVersions',
    rule: { allowedVersions: '<1.35.0' },
    held: [NEWEST, `allowedVersions "<1.35.0" of ${RULE} leaves it out`],
  },
  {
    name: 'a pattern of allowedVersions, with a description',
    rule: { allowedVersions: '/^v1\\.34\\.9-/', description: 'Known to work' },
    held: [NEWEST, `allowedVersions "/^v1\\\\.34\\\\.9-/" of ${RULE} leaves it out: Known to work`],
  },
  {
    name: 'the one of two options that decides',
    rule: { ignoreUnstable: false, allowedVersions: '!/^v1\\.34\\.10-/' },
    held: [NEWEST, `allowedVersions "!/^v1\\\\.34\\\\.10-/" of ${RULE} leaves it out`],
  },
  {
    name: 'extractVersion',
    rule: { extractVersion: '^release-(?<version>.+)$' },
    held: [NEWEST, `extractVersion "^release-(?<version>.+)$" of ${RULE} leaves it out`],
    skipped: `the registry has no version that fits ${FROM}, as extractVersion "^release-(?<version>.+)$" of ${RULE} leaves it out`,
  },
  {
    name: 'versioning',
    rule: { versioning: 'regex:^(?<major>\\d+)$' },
    skipped: `versioning "regex:^(?<major>\\\\d+)$" of ${RULE} leaves it out`,
  },
  {
    name: 'versionCompatibility',
    rule: { versionCompatibility: '^(?<version>[^-]+)(?<compatibility>-.*)?$' },
    skipped: `versionCompatibility "^(?<version>[^-]+)(?<compatibility>-.*)?$" of ${RULE} leaves it out`,
  },
  {
    name: 'updatePinnedDependencies',
    rule: { updatePinnedDependencies: false },
    skipped: `updatePinnedDependencies "false" of ${RULE} leaves it out`,
  },
];

/** Rules of a preset, which are written elsewhere. */
const OF_A_PRESET = {
  'default.json': JSON.stringify({
    packageRules: [
      { matchManagers: ['npm'], minor: { groupName: 'x' }, patch: { groupName: 'y' } },
      { matchPackageNames: ['of/a/preset-sysext'], enabled: false },
    ],
  }),
  'off.json': '{ "enabled": false }',
};

const packageOf = (index: number) => `case/${index}/some-sysext`;

/** Plans a directory whose manifest has a slot for each package. */
async function planOf(
  packages: readonly string[],
  config: object,
  options: Partial<RunOptions> = {},
  files = {},
): Promise<Plan> {
  const root = mkdtempSync(path.join(tmpdir(), 'causes-'));
  const [dir, presets] = [path.join(root, 'repository'), path.join(root, 'presets')];
  const slots = packages.map((repository) => ({ repository, latest: FROM }));
  write(dir, { 'components.json': manifest(slots), 'renovate.json': JSON.stringify(config), ...files });
  write(presets, OF_A_PRESET);
  const lists = packages.map((repository) => ({ registry: REGISTRY, repository, tags: PUBLISHED }));
  const snapshot = { lists, releases: [], presets: [] };
  const presetRoots = { 'acme/config': presets };
  try {
    return toPlan(await analyze(dir, { presetSource: 'here', snapshot, presetRoots, ...options }));
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('rules', () => {
  let plan: Plan;
  beforeAll(async () => {
    const packages = [...RULES.map((_, index) => packageOf(index)), 'of/a/preset-sysext', 'is/free-sysext'];
    plan = await planOf(packages, {
      extends: [DEFAULT_PRESET, 'config:recommended', 'local>acme/config'],
      packageRules: RULES.map(({ rule }, index) => ({ matchPackageNames: [packageOf(index)], ...rule })),
    });
  });

  test.each(RULES.map((one, index) => ({ ...one, index })))('$name', ({ index, held, skipped }) => {
    const words = (text: string) => text.replaceAll('INDEX', String(index));
    const found = plan.skipped.filter((one) => one.package === packageOf(index));
    expect(found.map(({ candidate, reason, detail }) => [candidate, reason, detail])).toEqual(
      held === undefined ? [] : [[held[0], 'disabled', words(held[1])]],
    );
    const problems = plan.diagnostics.filter((one) => one.package === packageOf(index)).map(({ message }) => message);
    expect(problems).toEqual(skipped === undefined ? [] : [expect.stringContaining(words(skipped))]);
  });

  test('of a preset: its name, and the place there', () => {
    expect(plan.skipped.find((one) => one.package === 'of/a/preset-sysext')).toMatchObject({
      reason: 'disabled',
      detail: 'packageRules[1] of local>acme/config disables it',
    });
  });

  test('what no rule leaves out is bumped', () => {
    expect(plan.slots.filter(({ to }) => to !== null)).toMatchObject([{ package: 'is/free-sysext' }]);
  });
});

test.each([
  ['patch.enabled', { patch: { enabled: false } }, 'patch.enabled is false in renovate.json'],
  [
    'ignoreDeps',
    { ignoreDeps: ['registry.example/case/0/some-sysext'] },
    'ignoreDeps of renovate.json names registry.example/case/0/some-sysext',
  ],
  [
    'a rule as Renovate once had it',
    { packageRules: [{ packagePatterns: ['^case/'], enabled: false }] },
    'packageRules[0] of renovate.json disables it',
  ],
])('%s, with nothing before it', async (_, config, expected) => {
  const plan = await planOf([packageOf(0)], { extends: [DEFAULT_PRESET], ...config });
  expect(plan.skipped[0]).toMatchObject({ reason: 'disabled', detail: expected });
  expect(plan.pullRequests).toEqual([]);
});

test("the bot's own rules come before the repository's, and have no place in a file", async () => {
  const file = path.join(emptyDir(), 'config.json');
  const own = { matchPackageNames: [packageOf(1)], enabled: false };
  writeFileSync(file, JSON.stringify({ packageRules: [{ matchPackageNames: ['x'], groupName: 'x' }, own] }));
  // A path from where the command runs, and not from the clone.
  vi.stubEnv('RENOVATE_CONFIG_FILE', path.relative('.', file));
  onTestFinished(() => void vi.unstubAllEnvs());
  const plan = await planOf([packageOf(0), packageOf(1)], {
    extends: [DEFAULT_PRESET],
    packageRules: [{ matchPackageNames: [packageOf(0)], enabled: false }],
  });
  const details = [0, 1].map((index) => plan.skipped.find((one) => one.package === packageOf(index))?.detail);
  expect(details).toEqual(['packageRules[0] of renovate.json disables it', 'the resolved configuration disables it']);
});

test('a lookup without the digests of its tags: the snapshot is the cause, and no setting', async () => {
  const image = `registry.example/${packageOf(0)}:${FROM}-x86-64@sha256:${'1'.repeat(64)}`;
  const annotated = `# renovate: sysext=registry.example/${packageOf(0)}\nIMAGE="${image}"\n`;
  const config = { extends: [`${DEFAULT_PRESET}//presets/annotations`] };
  const plan = await planOf([packageOf(0)], config, {}, { 'components.json': '{}', 'a.sh': annotated });
  expect(plan.diagnostics).toMatchObject([{ file: 'a.sh', id: 'lookup-failed', reason: 'not-in-snapshot' }]);
  expect(plan.skipped.filter(({ reason }) => reason === 'disabled')).toEqual([]);
});

const NOT_EXTRACTED = 'no manager extracts the slot: ';

test.each([
  [
    'enabledManagers',
    { enabledManagers: ['gomod', 'dockerfile'] },
    'enabledManagers ["gomod","dockerfile"] of renovate.json leaves out "custom.regex"',
    'add "custom.regex" to enabledManagers',
  ],
  [
    'ignorePaths of a preset',
    { extends: [DEFAULT_PRESET, 'config:recommended'] },
    'ignorePaths "**/test/**" of :ignoreModulesAndTests matches the file',
    'set ignorePaths without the pattern',
  ],
  [
    'includePaths',
    { includePaths: ['parts/**'] },
    'includePaths ["parts/**"] of renovate.json leaves the file out',
    'add the file to includePaths',
  ],
  [
    'managers for other files',
    { extends: [`${DEFAULT_PRESET}//presets/rules`] },
    'no custom manager reads the file',
    'extend the default preset',
  ],
])('a slot that is not extracted, for %s', async (_, config, expected, fix) => {
  const files = {
    'components.json': '{}',
    'test/components.json': manifest([{ repository: packageOf(0), latest: FROM }]),
  };
  const plan = await planOf([packageOf(0)], { extends: [DEFAULT_PRESET], ...config }, {}, files);
  const found = plan.diagnostics.filter(({ id: code }) => code === 'not-extracted');
  expect(found).toMatchObject([{ file: 'test/components.json', message: NOT_EXTRACTED + expected, fix }]);
});

test('a slot that is not extracted, for its own spelling', async () => {
  const text = manifest([{ repository: packageOf(0), latest: FROM }]).replace('latestVersion', 'latest\\u0056ersion');
  const plan = await planOf([packageOf(0)], { extends: [DEFAULT_PRESET] }, {}, { 'components.json': text });
  expect(plan.diagnostics).toMatchObject([
    {
      id: 'not-extracted',
      message: expect.stringContaining('reads the file, and its pattern does not match'),
      fix: 'write its fields as in other slots',
    },
  ]);
});

test.each([
  ['1.34.9', ['"1.34.9", which does not have v, revision and distro: write a version such as v1.34.10-1-azlinux3']],
  ['1.34', ['"1.34", which does not have v, revision and distro: write a version such as v1.34.10-1-azlinux3']],
])('a slot of a component that is known, with the value %s', async (latest, expected) => {
  const slots = [KUBELET, 'aks/nvidia-driver-sysext'].map((repository) => ({ repository, latest }));
  const files = { 'components.json': manifest(slots) };
  const { diagnostics } = await planOf([KUBELET], { extends: [DEFAULT_PRESET] }, {}, files);
  expect(diagnostics.map(sentenceOf)).toEqual(expected.map((part) => expect.stringContaining(part)));
});
