import fc from 'fast-check';
import { nearMisses } from '../sysext/arbitraries.ts';

/** A dependency, as package rules see it. */
export type Dependency = Readonly<Record<string, unknown>>;

const DATASOURCES = [
  'docker',
  'npm',
  'github-tags',
  'github-releases',
  'deb',
  'rpm',
  'helm',
  'go',
  'pypi',
  'maven',
  'crate',
  'git-refs',
  'custom.tools',
  'custom.aks-sysext2',
];
const MANAGERS = ['npm', 'dockerfile', 'regex', 'github-actions', 'gomod', 'helmv3', 'kubernetes', 'pip_requirements'];
const NAMES = [
  'kubelet',
  'kubectl',
  'mcr.microsoft.com/oss/v2/kubernetes/kubelet',
  'oss/v2/kubernetes/kubelet-sysext-tools',
  'oss/v2/kubernetes/kubelet-sysexts',
  'kubelet-sysext/tools',
  'org/some-sysext',
  'aks/nvidia-driver-sysext',
  'actions/checkout',
  'react',
  '@types/node',
  'eslint',
  'k8s.io/api',
  'ubuntu',
  'golang',
];

/** Dependencies that are no sysexts; some of them very nearly. */
export const otherDependencies: fc.Arbitrary<Dependency> = fc
  .record({
    datasource: fc.constantFrom(...DATASOURCES),
    manager: fc.constantFrom(...MANAGERS),
    packageName: fc.oneof(fc.constantFrom(...NAMES), fc.string({ minLength: 1, maxLength: 20 })),
    currentValue: fc.oneof(
      fc.constantFrom('v1.34.10-1-azlinux3', 'v1.34.10', '1.2.3', '^4.0.0', '24.04', 'latest', '3.0.20260304'),
      nearMisses(),
    ),
    packageFile: fc.constantFrom('package.json', 'Dockerfile', 'parts/common/components.json', 'install.sh'),
    updateType: fc.constantFrom('major', 'minor', 'patch', 'digest', 'pin'),
    depType: fc.constantFrom('dependencies', 'devDependencies', 'final', 'action'),
    newValue: fc.constantFrom('v1.34.11-1-azlinux3', '2.0.0'),
  })
  // A sysext by docker is what the presets are for; but for one of another grammar.
  .map((one) => (isSysext(one) ? { ...one, currentValue: '3.0.20260304' } : one))
  .map((one) => ({ ...one, depName: one.packageName, currentVersion: one.currentValue }));

function isSysext({ datasource, packageName }: { datasource: string; packageName: string }): boolean {
  return datasource === 'docker' && packageName.endsWith('-sysext');
}
