import { describe, expect, test } from 'vitest';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import {
  bothArches,
  DEFAULT_PRESET,
  edited,
  KUBECTL,
  KUBELET,
  manifest,
  proposals,
  REGISTRY,
  runScenario,
} from '../renovate/scenario.ts';

const PROVIDER = 'mirror/azure-acr-credential-provider-sysext';
const OTHER = 'other/v2/some-client-sysext';

const SLOTS = [
  { repository: KUBELET, latest: 'v1.34.9-2-azlinux3' },
  { repository: KUBELET, latest: 'v1.35.6-2-azlinux3' },
  { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
  { repository: PROVIDER, latest: 'v1.34.13-2-azlinux3' },
  { repository: OTHER, latest: 'v1.1.4-1-azlinux3' },
  { repository: OTHER, latest: 'v2.0.0-1-azlinux3' },
];

const TAGS = {
  [KUBELET]: bothArches([
    'v1.34.9-2-azlinux3',
    'v1.34.10-1-azlinux3',
    'v1.35.6-2-azlinux3',
    'v1.35.7-2-azlinux3',
    'v1.34.11-1-azlinux3-x86-64',
    'v1.34.12-1-azlinux3-arm64',
  ]),
  [KUBECTL]: bothArches(['v1.34.9-5-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.101-1-azlinux3']),
  [PROVIDER]: bothArches(['v1.34.13-2-azlinux3', 'v1.34.13-3-azlinux3']),
  [OTHER]: bothArches(['v1.1.4-1-azlinux3', 'v1.1.4-2-azlinux3', 'v2.0.0-1-azlinux3', 'v2.0.1-1-azlinux3']),
};

function run(...extended: string[]): Promise<RenovateResult> {
  const presets = extended.map((name) => `${DEFAULT_PRESET}//presets/${name}`);
  const config = { extends: [DEFAULT_PRESET, ...presets] };
  return runScenario({ files: { 'a/components.json': manifest(SLOTS) }, tags: TAGS, config });
}

/** Pull requests by branch, with what each bumps. */
function pullRequests({ branches }: RenovateResult): Record<string, string[]> {
  return Object.fromEntries(
    branches.map(({ branchName, upgrades }) => [
      branchName,
      upgrades.map(({ currentValue, newValue }) => `${currentValue} -> ${newValue}`).sort(),
    ]),
  );
}

describe('default', () => {
  test('one pull request for the Kubernetes components across minors, one for each other sysext', async () => {
    const answer = await run();
    expect(pullRequests(answer)).toEqual({
      'renovate/kubernetes-sysexts': [
        'v1.34.13-2-azlinux3 -> v1.34.13-3-azlinux3',
        'v1.34.9-2-azlinux3 -> v1.34.10-1-azlinux3',
        'v1.34.9-5-azlinux3 -> v1.34.101-1-azlinux3',
        'v1.35.6-2-azlinux3 -> v1.35.7-2-azlinux3',
      ],
      'renovate/some-client-sysext': [
        'v1.1.4-1-azlinux3 -> v1.1.4-2-azlinux3',
        'v2.0.0-1-azlinux3 -> v2.0.1-1-azlinux3',
      ],
    });
    expect(answer.branches.every(({ automerge }) => !automerge)).toBe(true);
  });

  test("the pull request's text names each arch's artifact, and links the changelogs", async () => {
    const answer = await run();
    const notes = answer.branches.find(({ branchName }) => branchName === 'renovate/kubernetes-sysexts')?.notes ?? '';
    const host = /`([^`/]+)\/oss/.exec(notes)?.[1];
    for (const arch of ['x86-64', 'arm64']) {
      expect(notes).toContain(`\`${host}/${KUBELET}:v1.34.10-1-azlinux3-${arch}\``);
    }
    expect(notes).not.toContain(`](https://${host}`);
    expect(notes).toContain('(https://github.com/kubernetes/kubernetes/blob/master/CHANGELOG/CHANGELOG-1.35.md#v1357)');
    expect(notes).toContain('(https://github.com/kubernetes-sigs/cloud-provider-azure/releases/tag/v1.34.13)');
    expect(notes).not.toContain('undefined');
    expect(notes).not.toContain('{{');
  });
});

test.each([
  ['x86-64-only', 'x86-64', 'arm64', 'v1.34.11-1-azlinux3'],
  ['arm64-only', 'arm64', 'x86-64', 'v1.34.12-1-azlinux3'],
])('%s: the tags of the one arch are enough, and only they are linked', async (preset, arch, other, newest) => {
  const answer = await run(preset);
  expect(proposals(answer)[`${KUBELET} v1.34.9-2-azlinux3`]).toBe(newest);
  const notes = answer.branches.map((branch) => branch.notes).join();
  expect(notes).toContain(`${newest}-${arch}`);
  expect(notes).not.toContain(`azlinux3-${other}`);
});

test('docker: pages are followed, one arch is looked at and named, the file gets version strings only', async () => {
  const many = Array.from({ length: 300 }, (_, i) => `v1.34.9-${i}-noble`);
  const tags = { ...TAGS, [KUBELET]: [...TAGS[KUBELET], ...bothArches(many)] };
  const files = { 'components.json': manifest(SLOTS.slice(0, 2)) };
  const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`] };
  const answer = await runScenario({ files, tags, config, pageLimit: 100 });
  expect(answer.log).toEqual([]);
  expect(proposals(answer)).toEqual({
    [`${answer.branches[0]?.upgrades[0]?.depName} v1.34.9-2-azlinux3`]: 'v1.34.11-1-azlinux3',
    [`${answer.branches[0]?.upgrades[0]?.depName} v1.35.6-2-azlinux3`]: 'v1.35.7-2-azlinux3',
  });
  expect(edited(answer, 'components.json')).toBe(
    files['components.json']
      .replace('v1.34.9-2-azlinux3', 'v1.34.11-1-azlinux3')
      .replace('v1.35.6-2-azlinux3', 'v1.35.7-2-azlinux3'),
  );
  const [branch] = answer.branches;
  expect(branch?.notes).toContain('v1.34.11-1-azlinux3-x86-64`');
  expect(branch?.notes).not.toContain('arm64');
});

test('docker: a tag without an architecture is never a version', async () => {
  const tags = { [KUBELET]: [...bothArches(['v1.34.9-1-azlinux3']), 'v1.34.10-1-azlinux3'] };
  const files = { 'components.json': manifest([{ repository: KUBELET, latest: 'v1.34.9-1-azlinux3' }]) };
  const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`] };
  const answer = await runScenario({ files, tags, config });
  expect(answer.branches).toEqual([]);
  const manifests = answer.packageFiles.filter(({ packageFile }) => packageFile === 'components.json');
  expect(manifests.flatMap(({ deps }) => deps.map(({ currentVersion }) => currentVersion))).toEqual([
    'v1.34.9-1-azlinux3',
  ]);
});

test.each([['config:best-practices'], ['docker:pinDigests']])(
  'docker: with %s before it, bumps come, without a digest',
  async (pinning) => {
    const files = { 'components.json': manifest(SLOTS.slice(0, 1)) };
    const config = { extends: [pinning, DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/docker`] };
    const answer = await runScenario({ files, tags: TAGS, config });
    expect(edited(answer, 'components.json')).toBe(
      files['components.json'].replace('v1.34.9-2-azlinux3', 'v1.34.11-1-azlinux3'),
    );
  },
);

test('without docker, a list as long as a full page fails the lookup', async () => {
  const tags = { ...TAGS, [KUBELET]: Array.from({ length: 100 }, (_, i) => `v1.34.${i}-1-azlinux3-arm64`) };
  const answer = await runScenario({ files: { 'components.json': manifest(SLOTS.slice(0, 2)) }, tags });
  expect(answer.branches).toEqual([]);
  expect(answer.packageFiles.flatMap(({ deps }) => deps.flatMap(({ warnings }) => warnings)).length).toBeGreaterThan(0);
  expect(answer.log.map(({ detail }) => detail)).toContainEqual(
    expect.stringContaining('may be incomplete: extend presets/docker'),
  );
});

test('per-minor: one pull request for each Kubernetes minor', async () => {
  expect(Object.keys(pullRequests(await run('per-minor'))).sort()).toEqual([
    'renovate/kubernetes-sysexts-1.34',
    'renovate/kubernetes-sysexts-1.35',
    'renovate/some-client-sysext',
  ]);
});

test('lts-hold: neither into nor out of long-term-support builds', async () => {
  const slots = [
    { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
    { repository: KUBELET, latest: 'v1.34.100-1-azlinux3' },
    { repository: PROVIDER, latest: 'v1.34.101-1-azlinux3' },
  ];
  const tags = {
    [KUBECTL]: TAGS[KUBECTL],
    [KUBELET]: bothArches([
      'v1.34.100-1-azlinux3',
      'v1.34.100-2-azlinux3',
      'v1.34.101-1-azlinux3',
      'v1.34.99-9-azlinux3',
    ]),
    [PROVIDER]: bothArches(['v1.34.101-1-azlinux3', 'v1.34.99-9-azlinux3']),
  };
  const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/lts-hold`] };
  const answer = await runScenario({ files: { 'components.json': manifest(slots) }, tags, config });
  expect(proposals(answer)).toEqual({
    [`${KUBECTL} v1.34.9-5-azlinux3`]: 'v1.34.10-1-azlinux3',
    [`${KUBELET} v1.34.100-1-azlinux3`]: 'v1.34.101-1-azlinux3',
  });
});

/** The registry on loopback has another port in each run. */
function withoutPort(branchName: string): string {
  return branchName.replace(/127\.0\.0\.1-\d+/, 'registry');
}

describe('automerge-revisions', () => {
  test('each component and new value has a pull request of its own that is automerged; patches have theirs', async () => {
    const answer = await run('automerge-revisions');
    const automerge = answer.branches.map((branch) => [withoutPort(branch.branchName), branch.automerge]);
    expect(Object.fromEntries(automerge)).toEqual({
      'renovate/kubernetes-sysexts': false,
      'renovate/some-client-sysext': false,
      [`renovate/registry/${PROVIDER}-v1.34.13-3-azlinux3`]: true,
      [`renovate/registry/${OTHER}-v1.1.4-2-azlinux3`]: true,
    });
  });

  test('a release after its candidate is not a revision', async () => {
    const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/automerge-revisions`] };
    const files = { 'components.json': manifest([{ repository: KUBELET, latest: 'v1.35.0-rc.1-1-azlinux3' }]) };
    const tags = { [KUBELET]: bothArches(['v1.35.0-rc.1-1-azlinux3', 'v1.35.0-1-azlinux3']) };
    const answer = await runScenario({ files, tags, config });
    expect(answer.branches.map(({ automerge }) => automerge)).toEqual([false]);
  });
});

test.each([
  ['owners(team:node-images)', ['team:node-images']],
  ['owners(alice, team:node, bob)', ['alice', 'team:node', 'bob']],
  ['owners(a,b,c,d,e,f,g,h,i,j)', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']],
  ['owners', []],
  ['owners()', []],
])('%s: reviewers and assignees of sysext pull requests', async (preset, owners) => {
  const answer = await run(preset);
  expect(answer.branches.map(({ reviewers, assignees }) => [reviewers ?? [], assignees ?? []])).toEqual([
    [owners, owners],
    [owners, owners],
  ]);
});

test('with-packages: Debian and RPM siblings in the same pull request, other packages not', async () => {
  const config = {
    extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/with-packages`],
    customDatasources: {
      deb: {
        defaultRegistryUrlTemplate: `${REGISTRY}/v2/deb/tags/list`,
        transformTemplates: ['{"releases": tags.{"version": $}}'],
      },
    },
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['packages.txt'],
        matchStrings: ['(?<packageName>[a-z-]+)=(?<currentValue>\\S+)'],
        datasourceTemplate: 'custom.deb',
        versioningTemplate: 'deb',
      },
    ],
  };
  const files = {
    'components.json': manifest(SLOTS.slice(0, 1)),
    'packages.txt': 'kubelet=1.34.9-ubuntu24.04u2\ncurl=1.34.9-ubuntu24.04u2\n',
  };
  const answer = await runScenario({
    files,
    tags: { ...TAGS, deb: ['1.34.9-ubuntu24.04u2', '1.34.10-ubuntu24.04u1'] },
    config,
  });
  expect(
    Object.fromEntries(
      answer.branches.map(({ branchName, upgrades }) => [
        branchName,
        upgrades.map(({ depName }) => depName?.split('/').at(-1)).sort(),
      ]),
    ),
  ).toEqual({
    'renovate/kubernetes-sysexts': ['kubelet', 'kubelet-sysext'],
    'renovate/curl-1.x': ['curl'],
  });
});

describe('revisionless', () => {
  const slots = [
    { repository: KUBELET, latest: 'v1.34.9', previous: 'v1.34.8' },
    { repository: PROVIDER, latest: 'v1.34.13-2-azlinux3' },
    { repository: OTHER, latest: 'v2.0.1' },
  ];

  test('a patch of the distro that every arch has, beside slots with revisions', async () => {
    const config = { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/revisionless(azlinux3)`] };
    const tags = { ...TAGS, [KUBELET]: [...TAGS[KUBELET], ...bothArches(['v1.34.11-1-noble', 'v1.35.0-1-azlinux3'])] };
    const answer = await runScenario({ files: { 'components.json': manifest(slots) }, tags, config });
    expect(pullRequests(answer)).toEqual({
      'renovate/kubernetes-sysexts': ['v1.34.13-2-azlinux3 -> v1.34.13-3-azlinux3', 'v1.34.9 -> v1.34.10'],
    });
    expect(edited(answer, 'components.json')).toBe(
      manifest([
        { repository: KUBELET, latest: 'v1.34.10', previous: 'v1.34.9' },
        { repository: PROVIDER, latest: 'v1.34.13-3-azlinux3' },
        { repository: OTHER, latest: 'v2.0.1' },
      ]),
    );
  });

  test('alone, for a distro with a dot, rollbacks on', async () => {
    const config = { extends: [`${DEFAULT_PRESET}//presets/revisionless(ubuntu24.04)`], rollbackPrs: true };
    const tags = {
      [KUBELET]: bothArches([
        'v1.34.9-1-ubuntu24.04',
        'v1.34.11-1-ubuntu24x04',
        'v1.34.10-3-ubuntu24.04',
        'v1.34.12-rc.0-1-ubuntu24.04',
      ]),
    };
    const answer = await runScenario({ files: { 'components.json': manifest(slots.slice(0, 2)) }, tags, config });
    expect(pullRequests(answer)).toEqual({ 'renovate/kubernetes-sysexts': ['v1.34.9 -> v1.34.10'] });
  });
});
