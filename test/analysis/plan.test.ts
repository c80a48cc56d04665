import { beforeAll, describe, expect, test } from 'vitest';
import { assemble } from '../../src/analysis/assemble.ts';
import { readManifest } from '../../src/analysis/manifests.ts';
import { Plan, type SkippedVersion } from '../../src/analysis/schema.ts';
import {
  bothArches,
  DEFAULT_PRESET,
  KUBELET,
  manifest,
  REGISTRY,
  runScenario,
  type Scenario,
} from '../renovate/scenario.ts';

const FILE = 'components.json';

async function planOf(scenario: Scenario): Promise<Plan> {
  const answer = await runScenario(scenario);
  return Plan.parse({
    schemaVersion: 2,
    ...assemble(answer, [readManifest(FILE, scenario.files[FILE] ?? '')], 'here'),
  });
}

/** One slot each: `[candidate, reason, detail]` of what is held back. */
const HELD_BACK: readonly {
  name: string;
  from: string;
  tags: readonly string[];
  held: readonly (readonly [string, string, string])[];
}[] = [
  {
    name: 'another distro',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.34.10-1-noble', 'v1.34.8-1-noble'],
    held: [['v1.34.10-1-noble', 'other-distro', 'the slot stays on azlinux3']],
  },
  {
    name: 'an arch missing',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3-x86-64', 'v1.34.11-1-azlinux3-arm64'],
    held: [
      ['v1.34.11-1-azlinux3', 'missing-arch', 'x86-64 has no tag'],
      ['v1.34.10-1-azlinux3', 'missing-arch', 'arm64 has no tag'],
    ],
  },
  {
    name: 'another minor, the newest of all',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.35.0-1-azlinux3', 'v1.36.0-1-azlinux3', 'v1.33.99-1-azlinux3'],
    held: [['v1.36.0-1-azlinux3', 'other-minor', 'the slot stays on 1.34']],
  },
  {
    name: 'a pre-release',
    from: 'v1.35.0-1-azlinux3',
    tags: ['v1.35.0-1-azlinux3', 'v1.35.1-rc.0-1-azlinux3'],
    held: [['v1.35.1-rc.0-1-azlinux3', 'prerelease', 'pre-releases are never proposed']],
  },
  {
    name: 'malformed tags of its minor',
    from: 'v1.34.9-2-azlinux3',
    tags: [
      'v1.34.9-2-azlinux3',
      'v1.34.010-1-azlinux3-arm64',
      'v1.34.10-1-azlinux3-debug-x86-64',
      'latest',
      'v1.35.010-1-azlinux3-arm64',
    ],
    held: [
      [
        'v1.34.10-1-azlinux3-debug-x86-64',
        'malformed',
        'unknown architecture "debug-x86-64": expected one of x86-64, arm64, riscv64, s390x, ppc64-le',
      ],
      ['v1.34.010-1-azlinux3-arm64', 'malformed', 'a number has a leading zero'],
    ],
  },
  {
    name: 'what is older than the proposal',
    from: 'v1.34.8-1-azlinux3',
    tags: ['v1.34.8-1-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.10-1-azlinux3'],
    held: [['v1.34.9-1-azlinux3', 'not-newer', 'v1.34.10-1-azlinux3 is newer']],
  },
  {
    name: 'the value that the proposal replaces, and older ones: nothing',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.8-1-azlinux3', 'v1.34.10-1-azlinux3'],
    held: [],
  },
  {
    name: 'what is older than the newest build: nothing',
    from: 'v1.34.9-2-azlinux3',
    tags: ['v1.34.9-2-azlinux3', 'v1.34.9-1-azlinux3', 'v1.34.8-1-azlinux3'],
    held: [],
  },
];

describe('held back', () => {
  let plan: Plan;
  beforeAll(async () => {
    const repository = (i: number) => `case/${i}/some-sysext`;
    plan = await planOf({
      files: { [FILE]: manifest(HELD_BACK.map(({ from }, i) => ({ repository: repository(i), latest: from }))) },
      tags: Object.fromEntries(HELD_BACK.map(({ tags }, i) => [repository(i), bothArches(tags)])),
    });
  });

  test.each(HELD_BACK.map((one, index) => ({ ...one, index })))('$name', ({ index, held, from }) => {
    const own = plan.skipped.filter((one) => one.package === `case/${index}/some-sysext`);
    expect(own.map(({ candidate, reason, detail }) => [candidate, reason, detail])).toEqual(held);
    expect(own.every((one) => one.file === FILE && one.from === from && one.slot.startsWith('some 1.3'))).toBe(true);
  });
});

const ONE_SLOT = {
  files: {
    [FILE]: manifest([{ repository: KUBELET, latest: 'v1.31.14-1-azlinux3', previous: 'v1.31.13-1-azlinux3' }]),
  },
  tags: { [KUBELET]: bothArches(['v1.31.14-1-azlinux3', 'v1.31.100-1-azlinux3']) },
};

async function skippedWith(config: object): Promise<SkippedVersion[]> {
  return (await planOf({ ...ONE_SLOT, config })).skipped;
}

test('held back by lts-hold', async () => {
  const held = await skippedWith({ extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/lts-hold`] });
  expect(held).toMatchObject([
    { candidate: 'v1.31.100-1-azlinux3', reason: 'lts', detail: expect.stringContaining('long-term-support') },
  ]);
});

test('another rule that refuses a long-term-support build is named as it is', async () => {
  const packageRules = [{ matchPackageNames: ['/-sysext$/'], allowedVersions: '<1.31.100' }];
  const held = await skippedWith({ extends: [DEFAULT_PRESET], packageRules });
  const detail = 'allowedVersions "<1.31.100" of packageRules[0] of renovate.json leaves it out';
  expect(held).toMatchObject([{ candidate: 'v1.31.100-1-azlinux3', reason: 'disabled', detail }]);
});

test.each([
  [
    'an update type',
    { matchUpdateTypes: ['patch'], matchPackageNames: ['oss/**'], enabled: false, description: 'frozen' },
    'v1.31.100-1-azlinux3',
  ],
  ['a package', { matchPackageNames: ['oss/**'], enabled: false, description: 'frozen' }, ''],
])('held back by a rule that turns off %s: which one, and where it comes from', async (_, rule, candidate) => {
  const other = { matchManagers: ['npm'], groupName: 'x' };
  const config = { extends: [DEFAULT_PRESET, ':disableRateLimiting'], packageRules: [other, rule] };
  const held = await skippedWith(config);
  expect(held[0]).toMatchObject({
    candidate,
    reason: 'disabled',
    detail: 'packageRules[1] of renovate.json disables it: frozen',
  });
});

test('pull requests, slots and what is published', async () => {
  const plan = await planOf({
    ...ONE_SLOT,
    config: { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/owners(alice)`] },
  });
  expect(plan.pullRequests).toMatchObject([
    {
      branch: 'renovate/kubernetes-sysexts',
      automerge: false,
      waitsFor: null,
      reviewers: ['alice'],
      assignees: ['alice'],
      notes: expect.stringContaining('CHANGELOG-1.31.md'),
      upgrades: [
        {
          file: FILE,
          slot: 'kubelet 1.31',
          package: KUBELET,
          component: 'kubelet',
          from: 'v1.31.14-1-azlinux3',
          to: 'v1.31.100-1-azlinux3',
          updateType: 'patch',
          distro: 'azlinux3',
          minor: '1.31',
          artifacts: [
            {
              arch: 'x86-64',
              reference: expect.stringMatching(
                /^[^/]+\/oss\/v2\/kubernetes\/kubelet-sysext:v1\.31\.100-1-azlinux3-x86-64$/,
              ),
            },
            { arch: 'arm64', reference: expect.stringMatching(/-arm64$/) },
          ],
        },
      ],
      diff: expect.stringContaining('+                "latestVersion": "v1.31.100-1-azlinux3"'),
    },
  ]);
  expect(plan.slots).toEqual([
    {
      file: FILE,
      baseBranch: null,
      slot: 'kubelet 1.31',
      package: KUBELET,
      component: 'kubelet',
      minor: '1.31',
      distro: 'azlinux3',
      from: 'v1.31.14-1-azlinux3',
      previous: 'v1.31.13-1-azlinux3',
      to: 'v1.31.100-1-azlinux3',
      branch: 'renovate/kubernetes-sysexts',
    },
  ]);
  expect(plan.published).toEqual([
    {
      package: KUBELET,
      component: 'kubelet',
      versions: [
        { version: 'v1.31.100-1-azlinux3', minor: '1.31', distro: 'azlinux3', arches: ['arm64', 'x86-64'] },
        { version: 'v1.31.14-1-azlinux3', minor: '1.31', distro: 'azlinux3', arches: ['arm64', 'x86-64'] },
      ],
    },
  ]);
  expect(plan.diagnostics).toEqual([]);
});

test('a slot without revision and distro: candidates of its distro, and of others', async () => {
  const plan = await planOf({
    files: { [FILE]: manifest([{ repository: KUBELET, latest: 'v1.34.9' }]) },
    tags: {
      [KUBELET]: bothArches([
        'v1.34.9-1-azlinux3',
        'v1.34.9-2-azlinux3',
        'v1.34.10-1-noble',
        'v1.34.11-1-azlinux3-arm64',
      ]),
    },
    config: { extends: [`${DEFAULT_PRESET}//presets/revisionless(azlinux3)`] },
  });
  expect(plan.slots).toMatchObject([{ from: 'v1.34.9', to: null, distro: 'azlinux3', minor: '1.34' }]);
  expect(plan.skipped.map(({ candidate, reason }) => [candidate, reason])).toEqual([
    ['v1.34.10-1-noble', 'other-distro'],
    ['v1.34.11-1-azlinux3', 'missing-arch'],
  ]);
});

test('a manager that takes nothing is a warning, unless it is one of many that Renovate brings', async () => {
  const plan = await planOf({
    ...ONE_SLOT,
    config: {
      extends: ['customManagers:dockerfileVersions', DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/annotations`],
    },
  });
  expect(plan.diagnostics).toMatchObject([
    { severity: 'warning', id: 'manager-matches-nothing', message: expect.stringContaining('# renovate: sysext=') },
  ]);
});

test('an update that changes nothing in the file is a problem', async () => {
  const config = {
    customDatasources: {
      list: {
        defaultRegistryUrlTemplate: `${REGISTRY}/v2/${KUBELET}/tags/list`,
        transformTemplates: ['{"releases": [{"version": "2.0.0"}, {"version": "1.0.0"}]}'],
      },
    },
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['x.txt'],
        matchStrings: ['x = (?<currentValue>\\S+)'],
        depNameTemplate: 'x',
        datasourceTemplate: 'custom.list',
        autoReplaceStringTemplate: 'y = {{{newValue}}}',
      },
    ],
  };
  const plan = await planOf({ ...ONE_SLOT, files: { 'x.txt': 'x = 1.0.0\n' }, config });
  expect(plan.diagnostics).toMatchObject([{ severity: 'error', id: 'no-edit', file: 'x.txt', package: 'x' }]);
  expect(plan.pullRequests.map(({ diff }) => diff)).toEqual(['']);
});
