import { describe, expect, onTestFinished, test } from 'vitest';
import { startRegistry } from '../../../src/registry/server.ts';
import { runRenovate } from '../../../src/renovate/host/run.ts';
import { NOT_LOOKED_UP } from '../../../src/renovate/messages.ts';
import { repository } from '../../cli/command.ts';
import { bothArches, DEFAULT_PRESET, KUBELET, manifest, proposals, REGISTRY } from '../scenario.ts';
import { recordSockets } from '../sockets.ts';

const SLOT = manifest([{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }]);
const TAGS = { [KUBELET]: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3']) };

/** Dependencies on hosts of all kinds, beside a sysext. */
const FILES = {
  'components.json': SLOT,
  'package.json': '{ "dependencies": { "left-pad": "1.0.0" } }\n',
  'package-lock.json': '{ "lockfileVersion": 3, "packages": { "node_modules/left-pad": { "version": "1.0.0" } } }\n',
  '.npmrc': 'registry=https://npm.private.example\n',
  'go.mod': 'module example.org/a\n\ngo 1.23\n\nrequire go.private.example/tool v1.0.0\n',
  Dockerfile: 'FROM alpine:3.18\nFROM ghcr.io/acme/tool:1.0.0\n',
  '.buf-version': '1.0.0\n',
  '.nvmrc': '20.0.0\n',
  'requirements.txt': '--index-url https://pypi.private.example\nrequests==2.0.0\n',
  'charts/Chart.yaml':
    'apiVersion: v2\nname: a\nversion: 1.0.0\ndependencies:\n  - name: b\n    version: 1.0.0\n    repository: https://charts.example\n',
  '.github/workflows/build.yml':
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v4.0.0\n',
};

/** What makes Renovate query more than a plan of sysexts needs. */
const CONFIG = {
  extends: ['config:best-practices', 'gitlab>acme/aks-sysext-renovate#0.1.0'],
  osvVulnerabilityAlerts: true,
  dependencyDashboardOSVVulnerabilitySummary: 'all',
  minimumReleaseAge: '3 days',
  fetchChangeLogs: 'branch',
  lockFileMaintenance: { enabled: true },
  packageRules: [
    { matchPackageNames: ['*'], matchConfidence: ['high'], automerge: true },
    { matchPackageNames: ['*'], matchCurrentAge: '> 1 year', labels: ['old'] },
  ],
};

async function registry(tags: Parameters<typeof startRegistry>[0] = TAGS): Promise<string> {
  const running = await startRegistry(tags);
  onTestFinished(() => running.close());
  return running.url;
}

const hosts = recordSockets();

describe('by default', () => {
  test('the registries of sysexts are queried, and nothing else', async () => {
    const url = await registry();
    const dir = repository(FILES, url, CONFIG);
    const answer = await runRenovate(dir);
    expect(answer.failure).toBeUndefined();
    expect(proposals(answer)).toEqual({ [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.10-1-azlinux3' });
    expect(hosts()).toEqual([new URL(url).host]);
    const others = answer.packageFiles.flatMap(({ deps }) => deps).filter(({ packageName }) => packageName !== KUBELET);
    expect(others.length).toBeGreaterThan(8);
    expect(others.filter(({ skipReason }) => skipReason === undefined)).toEqual([]);
    expect(others.filter(({ skipReason }) => skipReason === NOT_LOOKED_UP).length).toBeGreaterThan(8);
  });
});

/** Packages that the registry on loopback has, beside sysexts. */
const PACKAGES = {
  customDatasources: {
    deb: {
      defaultRegistryUrlTemplate: `${REGISTRY}/v2/{{packageName}}/tags/list`,
      transformTemplates: ['{"releases": tags.{"version": $}}'],
    },
  },
  customManagers: [
    {
      customType: 'regex',
      managerFilePatterns: ['packages.txt'],
      matchStrings: ['(?<depName>[a-z-]+)=(?<currentValue>\\S+)'],
      datasourceTemplate: 'custom.deb',
    },
  ],
};

/** A configuration, and the pull requests of sysexts with the packages in each. */
const TOGETHER: readonly { name: string; config: object; branches: object; notLookedUp: readonly string[] }[] = [
  {
    name: 'the packages of presets/with-packages',
    config: { extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/with-packages`] },
    branches: { 'renovate/kubernetes-sysexts': ['kubelet', KUBELET] },
    notLookedUp: ['curl', 'wget'],
  },
  {
    name: "a group of the team's own, for one type of update",
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [{ matchPackageNames: ['curl'], matchUpdateTypes: ['patch'], groupName: 'Kubernetes sysexts' }],
    },
    branches: { 'renovate/kubernetes-sysexts': ['curl', KUBELET] },
    notLookedUp: ['kubelet', 'wget'],
  },
  {
    name: 'a package that is in the group for another type of update, and so in another pull request',
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [{ matchPackageNames: ['curl'], matchUpdateTypes: ['major'], groupName: 'Kubernetes sysexts' }],
    },
    branches: { 'renovate/kubernetes-sysexts': [KUBELET] },
    notLookedUp: ['curl', 'kubelet', 'wget'],
  },
  {
    name: 'one pull request for everything',
    config: { extends: [DEFAULT_PRESET], packageRules: [{ matchPackageNames: ['*'], groupName: 'all' }] },
    branches: { 'renovate/all': ['curl', 'kubelet', KUBELET, 'wget'] },
    notLookedUp: [],
  },
  {
    name: 'a sysext that is up to date',
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [
        { matchPackageNames: ['*'], groupName: 'all' },
        { matchPackageNames: [KUBELET], enabled: false },
      ],
    },
    branches: {},
    notLookedUp: ['curl', 'kubelet', 'wget'],
  },
];

test.for(TOGETHER)('$name', async ({ config, branches, notLookedUp }) => {
  const others = ['kubelet', 'curl', 'wget'];
  const tags = { ...TAGS, ...Object.fromEntries(others.map((name) => [name, ['1.0.0', '1.0.1']])) };
  const files = { 'components.json': SLOT, 'packages.txt': others.map((name) => `${name}=1.0.0\n`).join('') };
  const url = await registry(tags);
  const text = JSON.stringify({ ...PACKAGES, ...config });
  const dir = repository(files, url, JSON.parse(text.replaceAll(REGISTRY, url)));
  const answer = await runRenovate(dir);
  const found = answer.branches.map(({ branchName, upgrades }) => {
    return [branchName, upgrades.map(({ packageName = '' }) => packageName).sort()];
  });
  expect(Object.fromEntries(found)).toEqual(branches);
  const left = answer.packageFiles.flatMap(({ deps }) => deps).filter(({ skipReason }) => skipReason === NOT_LOOKED_UP);
  expect(left.map(({ packageName }) => packageName).sort()).toEqual(notLookedUp);

  // The pull requests are those that a run of everything has.
  const all = await runRenovate(dir, { all: true });
  const names = new Set(answer.branches.map(({ branchName }) => branchName));
  expect(answer.branches).toEqual(all.branches.filter(({ branchName }) => names.has(branchName)));
});
