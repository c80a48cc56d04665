import type { Config } from '../../../src/renovate/internals.ts';
import type { PresetSet } from './sets.ts';

/*
 * One repository for every set of presets: slots, annotated lines, what a manager of its own extracts, and a package.
 */

export const MCR = 'mcr.microsoft.com';
export const OTHER_REGISTRY = 'registry.example';

const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
const KUBECTL = 'oss/v2/kubernetes/kubectl-sysext';
const CLIENT = 'other/v2/some-client-sysext';

const both = (...versions: readonly string[]) => versions.flatMap((one) => [`${one}-x86-64`, `${one}-arm64`]);

/** The tags of each repository. Versions of one architecture are newer than those of both. */
export const TAGS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    KUBELET,
    [
      ...both('v1.30.100-1-azlinux3', 'v1.30.101-1-azlinux3', 'v1.30.102-1-noble'),
      ...both('v1.31.14-1-azlinux3', 'v1.31.15-1-azlinux3', 'v1.31.100-1-azlinux3'),
      'v1.31.16-1-azlinux3-x86-64',
      'v1.31.17-1-azlinux3-arm64',
      'v1.31.101-1-azlinux3-x86-64',
      'v1.31.102-1-azlinux3-arm64',
      'v1.31.103-1-azlinux3',
    ],
  ],
  [
    KUBECTL,
    [
      ...both('v1.34.9-5-azlinux3', 'v1.34.9-6-azlinux3', 'v1.34.13-1-noble', 'v1.34.14-rc.0-1-azlinux3'),
      'v1.34.10-1-azlinux3-x86-64',
      'v1.34.11-1-azlinux3-arm64',
      'v1.34.12-1-azlinux3',
    ],
  ],
  [CLIENT, both('v1.1.4-1-azlinux3', 'v1.1.4-2-azlinux3')],
  ['kubelet', ['1.34.9-ubuntu24.04u2', '1.34.10-ubuntu24.04u1']],
]);

/** Something in the repository that a bump is looked for. */
export interface Dependency {
  /** How it is extracted: by one of the presets, or by the repository's own managers. */
  readonly by: 'default' | 'annotations' | 'revisionless' | 'own' | 'package';
  readonly registry: string;
  readonly repository: string;
  readonly from: string;
  /** Whether the package name of its own manager has the registry in it. */
  readonly isReference?: boolean;
}

export const DEPENDENCIES: readonly Dependency[] = [
  { by: 'default', registry: MCR, repository: KUBELET, from: 'v1.31.14-1-azlinux3' },
  { by: 'default', registry: MCR, repository: KUBELET, from: 'v1.30.100-1-azlinux3' },
  { by: 'default', registry: MCR, repository: KUBECTL, from: 'v1.34.9-5-azlinux3' },
  { by: 'default', registry: MCR, repository: CLIENT, from: 'v1.1.4-1-azlinux3' },
  { by: 'default', registry: OTHER_REGISTRY, repository: KUBELET, from: 'v1.31.14-1-azlinux3' },
  { by: 'revisionless', registry: MCR, repository: KUBELET, from: 'v1.31.14' },
  { by: 'revisionless', registry: OTHER_REGISTRY, repository: CLIENT, from: 'v1.1.3' },
  { by: 'annotations', registry: MCR, repository: KUBELET, from: 'v1.31.14-1-azlinux3' },
  { by: 'annotations', registry: MCR, repository: KUBECTL, from: 'v1.34.9-5-azlinux3-arm64' },
  { by: 'annotations', registry: OTHER_REGISTRY, repository: KUBELET, from: 'v1.31.14-1-azlinux3-x86-64' },
  { by: 'own', registry: MCR, repository: KUBELET, from: 'v1.31.14-1-azlinux3' },
  { by: 'own', registry: OTHER_REGISTRY, repository: KUBECTL, from: 'v1.34.9-5-azlinux3' },
  { by: 'own', registry: MCR, repository: KUBECTL, from: 'v1.34.9-5-azlinux3-arm64', isReference: true },
  { by: 'own', registry: OTHER_REGISTRY, repository: KUBELET, from: 'v1.31.14-1-azlinux3-x86-64', isReference: true },
  { by: 'package', registry: 'packages', repository: 'kubelet', from: '1.34.9-ubuntu24.04u2' },
];

/** The name that Renovate has of a dependency. */
export function depNameOf({ by, registry, repository, isReference = false }: Dependency): string {
  return by === 'package' || (by === 'own' && !isReference) ? repository : `${registry}/${repository}`;
}

const FILE = {
  default: 'components.json',
  revisionless: 'components.json',
  annotations: 'install.sh',
  own: 'own.txt',
  package: 'packages.txt',
} as const;

/** A dependency among what Renovate proposes: its file, its name, its value. */
export function keyOf(packageFile: string, depName: string, from: string): string {
  return `${packageFile} ${depName} ${from}`;
}

export function keyOfDependency(one: Dependency): string {
  return keyOf(FILE[one.by], depNameOf(one), one.from);
}

export const FILES: Readonly<Record<string, string>> = {
  'components.json': JSON.stringify(
    DEPENDENCIES.filter(({ by }) => FILE[by] === 'components.json').map(({ registry, repository, from }) => ({
      renovateTag: `OCI_registry=https://${registry}, name=${repository}`,
      latestVersion: from,
    })),
  ),
  'install.sh': DEPENDENCIES.filter(({ by }) => by === 'annotations')
    .map(({ registry, repository, from }) => `# renovate: sysext=${registry}/${repository}\nVALUE="${from}"\n`)
    .join('\n'),
  'own.txt': DEPENDENCIES.filter(({ by }) => by === 'own')
    .map(({ registry, repository, from, isReference }) =>
      isReference ? `image ${registry}/${repository}:${from}` : `own https://${registry} ${repository} ${from}`,
    )
    .join('\n'),
  'packages.txt': 'kubelet=1.34.9-ubuntu24.04u2',
};

/** The repository's own configuration next to the presets. */
export const OWN_CONFIG: Config = {
  customDatasources: {
    packages: {
      defaultRegistryUrlTemplate: 'https://packages/v2/{{packageName}}/tags/list',
      transformTemplates: ['{"releases": tags.{"version": $}}'],
    },
  },
  customManagers: [
    own('own (?<registryUrl>\\S+) (?<packageName>\\S+) (?<currentValue>\\S+)', { datasourceTemplate: 'docker' }),
    own('image (?<packageName>[^\\s:]+):(?<currentValue>\\S+)', { datasourceTemplate: 'docker' }),
    own('(?<packageName>\\w+)=(?<currentValue>\\S+)', {
      managerFilePatterns: ['packages.txt'],
      datasourceTemplate: 'custom.packages',
      versioningTemplate: 'deb',
    }),
  ],
  // Else Renovate reads a history that there is not.
  semanticCommits: 'disabled',
};

function own(matchString: string, fields: Config): Config {
  return { customType: 'regex', managerFilePatterns: ['own.txt'], matchStrings: [matchString], ...fields };
}

/** Whether a set has a preset with the rules for what a dependency's manager extracts. */
export function isCovered({ by }: Dependency, set: PresetSet): boolean {
  if (by === 'package') return true;
  if (by === 'own') return ['default', 'annotations', 'rules'].some((name) => set.includes(name));
  return set.includes(by);
}
