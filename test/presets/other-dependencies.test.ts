import { expect, test } from 'vitest';
import { CATALOGUE } from '../../src/presets/catalogue.ts';
import { applied, type Config, extended } from './package-rules.ts';

/** Dependencies that are not meant, some of them very nearly. */
const OTHERS: readonly Config[] = [
  {
    datasource: 'npm',
    packageName: 'express',
    depName: 'express',
    currentValue: '4.0.0',
    manager: 'npm',
    packageFile: 'package.json',
  },
  {
    datasource: 'docker',
    packageName: 'mcr.microsoft.com/oss/v2/kubernetes/kubelet',
    depName: 'kubelet',
    currentValue: 'v1.34.10-1',
    manager: 'dockerfile',
    packageFile: 'Dockerfile',
  },
  {
    datasource: 'docker',
    packageName: 'oss/v2/kubernetes/kubelet-sysext-tools',
    depName: 'x',
    currentValue: 'v1.34.10-1-azlinux3',
    manager: 'regex',
    packageFile: 'components.json',
  },
  {
    datasource: 'docker',
    packageName: 'aks/nvidia-driver-sysext',
    depName: 'aks/nvidia-driver-sysext',
    currentValue: '3.0.20260304',
    manager: 'regex',
    packageFile: 'components.json',
  },
  {
    datasource: 'custom.deb2404',
    packageName: 'kubelet',
    depName: 'kubelet',
    currentValue: '1.34.10-ubuntu24.04u1',
    versioning: 'deb',
    manager: 'regex',
    packageFile: 'components.json',
  },
  {
    datasource: 'rpm',
    packageName: 'kubectl',
    depName: 'kubectl',
    currentValue: '1.34.10-1.azl3',
    manager: 'regex',
    packageFile: 'components.json',
  },
  {
    datasource: 'github-releases',
    packageName: 'org/some-sysext',
    depName: 'org/some-sysext',
    currentValue: 'v1.34.10-1-azlinux3',
    manager: 'regex',
    packageFile: 'x.sh',
  },
  {
    datasource: 'github-tags',
    packageName: 'actions/checkout',
    depName: 'actions/checkout',
    currentValue: 'v4',
    manager: 'github-actions',
    packageFile: '.github/workflows/ci.yml',
  },
];

/** A configuration of a team's own, with what presets could disturb. */
const OWN: Config = {
  separateMinorPatch: true,
  rollbackPrs: true,
  minimumReleaseAge: '3 days',
  automerge: true,
  prBodyNotes: ['ours'],
  packageRules: [
    { matchManagers: ['npm'], groupName: 'node' },
    { matchDatasources: ['docker'], pinDigests: true, versioning: 'loose' },
  ],
};

/** Keys that a preset may add because only its own packages use them. */
const ADDED = ['$schema', 'description', 'customManagers', 'customDatasources', 'packageRules'];

const presets = Object.keys(CATALOGUE).filter((file) => file !== 'presets/with-packages.json');

test.each(presets)('%s leaves every other dependency as it was', async (file) => {
  const without = extended([], OWN);
  const within = extended([file], OWN);
  for (const dependency of OTHERS) {
    expect(strip(await applied(within, dependency)), String(dependency['packageName'])).toEqual(
      strip(await applied(without, dependency)),
    );
  }
});

test('with-packages changes the group of the siblings, and nothing else', async () => {
  const without = extended([], OWN);
  const within = extended(['presets/with-packages.json'], OWN);
  for (const dependency of OTHERS) {
    const group = ['kubelet', 'kubectl'].includes(String(dependency['packageName']))
      ? { groupName: 'Kubernetes sysexts' }
      : {};
    expect(strip(await applied(within, dependency))).toEqual({
      ...strip(await applied(without, dependency)),
      ...group,
    });
  }
});

function strip(config: Config): Config {
  return Object.fromEntries(Object.entries(config).filter(([key]) => !ADDED.includes(key)));
}
