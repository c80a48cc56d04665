import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { bothArches, KUBELET, REGISTRY } from '../renovate/scenario.ts';
import { type CloneCase, type Cloned, type ClonedOutcome, cloneAll, planClones, willPush } from './clones.ts';
import { git } from './git.ts';

/*
 * The plan is the bot's plan, on whatever clone it is made: a real bot runs once, and what it pushes is what was planned.
 */

const PRESET = 'local>org/aks-sysext-renovate';
const MANIFEST = 'parts/common/components.json';
const TAGS = { [KUBELET]: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']) };

function manifest(latestVersion = 'v1.34.9-2-azlinux3'): string {
  const slot = { renovateTag: `OCI_registry=${REGISTRY}, name=${KUBELET}`, latestVersion };
  return `${JSON.stringify({ Packages: [{ downloadURIs: { flatcar: { current: { versionsV2: [slot] } } } }] }, null, 2)}\n`;
}

/** Dependencies of a line each, and of two lines each. */
const TOOLS = {
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['/tools\\.txt$/'],
      matchStrings: ['(?<depName>tool-[a-z]+)=(?<currentValue>[\\d.]+)'],
      datasourceTemplate: 'custom.tools',
    },
    {
      customType: 'regex',
      managerFilePatterns: ['/\\.pair$/'],
      matchStrings: ['name: (?<depName>\\S+)\\s+version: (?<currentValue>[\\d.]+)'],
      datasourceTemplate: 'custom.tools',
    },
  ],
  customDatasources: {
    tools: {
      defaultRegistryUrlTemplate: `${REGISTRY}/v2/{{packageName}}/tags/list`,
      transformTemplates: ['{"releases": tags.{"version": $}}'],
    },
  },
};

/** What a pull request may be besides a title and a diff, each setting on a dependency of its own. */
const SETTINGS: Readonly<Record<string, object>> = {
  pending: { prCreation: 'not-pending' },
  success: { prCreation: 'status-success' },
  approval: { prCreation: 'approval' },
  draft: { draftPR: true },
  bumped: {
    bumpVersions: [{ filePatterns: ['VERSION'], matchStrings: ['^(?<version>\\S+)'], bumpType: 'minor' }],
  },
  merged: { automerge: true, automergeType: 'branch' },
  prefixed: { branchPrefix: 'bot/', additionalBranchPrefix: 'of-{{parentDir}}/' },
  hashed: { hashedBranchLength: 24 },
  titled: { commitMessageExtra: 'in {{baseBranch}}', commitMessagePrefix: 'deps:', commitMessageAction: 'Raise' },
  silent: { mode: 'silent' },
  labelled: { labels: ['a'], addLabels: ['b'] },
};

const PULL_REQUESTS: Cloned = {
  name: 'settings of pull requests',
  config: {
    extends: [PRESET],
    ...TOOLS,
    packageRules: Object.entries(SETTINGS).map(([name, setting]) => ({
      matchPackageNames: [`tool-${name}`],
      ...setting,
    })),
  },
  files: {
    [MANIFEST]: manifest(),
    'tools.txt': Object.keys(SETTINGS)
      .map((name) => `tool-${name}=1.0.0\n`)
      .join(''),
    VERSION: '1.0.0\n',
    '.gitattributes': 'crlf.pair text eol=crlf\n',
    'crlf.pair': 'name: tool-crlf\nversion: 1.0.0\n',
    'lf.pair': 'name: tool-lf\nversion: 1.0.0\n',
  },
  bytes: { 'latin.pair': Buffer.from('Andr\u00e9\nname: tool-latin\nversion: 1.0.0\n', 'latin1') },
  tags: {
    ...TAGS,
    ...Object.fromEntries(
      [...Object.keys(SETTINGS), 'crlf', 'lf', 'latin'].map((name) => [`tool-${name}`, ['1.0.0', '1.0.1']]),
    ),
  },
};

const BASE_BRANCHES: Cloned = {
  name: 'several base branches',
  config: {
    extends: [PRESET],
    baseBranchPatterns: ['$default', '/^release\\/.*/'],
    useBaseBranchConfig: 'merge',
    packageRules: [{ matchBaseBranches: ['release/2.0'], groupName: 'of two' }],
  },
  files: { [MANIFEST]: manifest('v1.34.10-1-azlinux3') },
  branches: {
    'release/1.0': {
      'renovate.json': JSON.stringify({ extends: [PRESET], commitMessagePrefix: 'one:' }),
      [MANIFEST]: manifest(),
    },
    'release/2.0': { [MANIFEST]: manifest() },
    other: { [MANIFEST]: manifest() },
  },
  tags: TAGS,
};

const HISTORY = Array.from({ length: 12 }, (_, index) => `feat: ${index}`);
const ONE_COMMIT: Cloned = {
  name: 'clones of all kinds',
  history: HISTORY,
  config: {
    extends: [PRESET],
    baseBranchPatterns: ['main'],
    packageRules: [{ matchBaseBranches: ['main'], groupName: 'of {{baseBranch}}' }],
  },
  files: { [MANIFEST]: manifest(), 'docs/README.md': 'Read me\n', 'other/components.json': manifest() },
  tags: TAGS,
};

/** Clones that are planned as the bot's own. */
const SAME: readonly CloneCase[] = [
  { name: 'a clone', make: cloneAll },
  {
    name: 'a user with core.autocrlf',
    make(dir, source) {
      git(
        path.dirname(dir),
        '-c',
        'core.autocrlf=true',
        'clone',
        '--quiet',
        '--config=core.autocrlf=true',
        source,
        dir,
      );
    },
  },
  {
    name: 'a sparse checkout',
    make(dir, source) {
      cloneAll(dir, source);
      git(dir, 'sparse-checkout', 'set', '--cone', 'docs');
    },
  },
  {
    name: 'uncommitted changes, and --committed',
    make(dir, source) {
      cloneAll(dir, source);
      writeFileSync(path.join(dir, MANIFEST), manifest('v1.34.10-1-azlinux3'));
      writeFileSync(path.join(dir, 'renovate.json'), '{}');
    },
    options: { committed: true },
  },
  {
    name: 'a change that git is told not to see',
    make(dir, source) {
      cloneAll(dir, source);
      git(dir, 'update-index', '--assume-unchanged', MANIFEST);
      writeFileSync(path.join(dir, MANIFEST), '{}');
    },
  },
  {
    name: 'a linked worktree',
    make(dir, source) {
      cloneAll(`${dir}-main`, source);
      git(`${dir}-main`, 'worktree', 'add', '--quiet', '--detach', dir, 'HEAD');
    },
  },
  {
    name: 'a detached HEAD in a pull request, as GitHub Actions checks it out',
    make(dir, source) {
      git(path.dirname(dir), 'init', '--quiet', dir);
      git(dir, 'remote', 'add', 'origin', source);
      git(dir, 'fetch', '--quiet', 'origin', 'main:refs/remotes/pull/1/merge');
      git(dir, 'checkout', '--quiet', '--detach', 'refs/remotes/pull/1/merge');
    },
    options: { env: { GITHUB_REPOSITORY: 'org/images', GITHUB_BASE_REF: 'main', GITHUB_REF: 'refs/pull/1/merge' } },
  },
];

const SHALLOW: CloneCase = {
  name: 'a shallow clone',
  make(dir, source) {
    git(path.dirname(dir), 'clone', '--quiet', '--depth=1', `file://${source}`, dir);
  },
};

async function outcomeOf(scenario: Cloned, clones: readonly CloneCase[]): Promise<ClonedOutcome> {
  const outcome = await planClones(scenario, clones);
  expect(outcome.unknown).toEqual([]);
  expect(outcome.bot).toEqual({ exitCode: 0, warnings: scenario.warnings ?? [] });
  return outcome;
}

describe('pull requests', () => {
  let outcome: ClonedOutcome;
  beforeAll(async () => {
    outcome = await outcomeOf(PULL_REQUESTS, [{ name: 'a clone', make: cloneAll }]);
  });

  test('branches with and without a pull request, titles and files are as planned', () => {
    const plan = outcome.plans.get('a clone');
    expect(plan && willPush(plan)).toEqual(outcome.pushed);
  });

  test('what is not pushed says why', () => {
    const { branches = [] } = outcome.plans.get('a clone') ?? {};
    const said = branches.map(({ upgrades, waitsFor, unchanged, converted, draft, labels, notUtf8 }) => {
      return { name: upgrades[0]?.depName, waitsFor, unchanged, converted, draft, labels, notUtf8 };
    });
    expect(said).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'tool-pending', waitsFor: 'status-checks' }),
        expect.objectContaining({ name: 'tool-success', waitsFor: 'status-checks' }),
        expect.objectContaining({ name: 'tool-approval', waitsFor: 'pull-request-approval' }),
        expect.objectContaining({ name: 'tool-merged', waitsFor: 'branch-automerge' }),
        expect.objectContaining({ name: 'tool-silent', waitsFor: 'silent-mode' }),
        expect.objectContaining({ name: 'tool-draft', draft: true }),
        expect.objectContaining({ name: 'tool-labelled', labels: ['a', 'b'] }),
        expect.objectContaining({ name: 'tool-crlf', unchanged: [0], converted: ['crlf.pair'] }),
        expect.objectContaining({ name: 'tool-latin', notUtf8: [{ file: 'latin.pair', offset: 4 }] }),
      ]),
    );
  });
});

describe('base branches', () => {
  let outcome: ClonedOutcome;
  beforeAll(async () => {
    outcome = await outcomeOf(BASE_BRANCHES, [{ name: 'a clone', make: cloneAll }]);
  });

  test('each has the branches, titles and files of the bot', () => {
    const plan = outcome.plans.get('a clone');
    expect(outcome.pushed.map(({ base }) => base)).toEqual(['release/1.0', 'release/2.0']);
    expect(plan && willPush(plan)).toEqual(outcome.pushed);
  });
});

describe('clones', () => {
  let outcome: ClonedOutcome;
  beforeAll(async () => {
    outcome = await outcomeOf(ONE_COMMIT, [...SAME, SHALLOW]);
    expect(outcome.pushed).toMatchObject([
      { branch: 'renovate/of-main', title: expect.stringMatching(/^chore\(deps\): update /) },
    ]);
  });

  test.each(SAME.map(({ name }) => name))('%s: planned as the bot pushes', (name) => {
    const plan = outcome.plans.get(name);
    expect(plan && willPush(plan)).toEqual(outcome.pushed);
  });

  test('a shallow clone: the files are right, and it is said that the title may not be', () => {
    const plan = outcome.plans.get(SHALLOW.name);
    const withoutTitle = (all: readonly { title: string | null }[] = []) => all.map((one) => ({ ...one, title: '' }));
    expect(withoutTitle(plan && willPush(plan))).toEqual(withoutTitle(outcome.pushed));
    expect(plan?.checkout.commitsRead).toBe(1);
  });
});
