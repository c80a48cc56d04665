import { readFileSync } from 'node:fs';
import path from 'node:path';
import { PACKAGE_ROOT } from '../../src/renovate/host/locate.ts';
import { bothArches, KUBECTL, KUBELET, REGISTRY } from '../renovate/scenario.ts';
import type { Source } from './git.ts';

/** A repository, its configuration, and the tags in its registry. */
export interface Scenario extends Source {
  readonly name: string;
  /** `renovate.json` */
  readonly config: object;
  readonly tags: Readonly<Record<string, readonly string[]>>;
  /** What the bot warns of. */
  readonly warnings?: readonly string[];
}

/** Ours, by the forge on which the repository itself is: the bot and the plan both find it. */
export const PRESET = 'local>org/aks-sysext-renovate';
const MANIFEST = 'parts/common/components.json';

const TAGS = {
  [KUBELET]: bothArches(['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.35.6-2-azlinux3', 'v1.35.7-10-azlinux3']),
  [KUBECTL]: bothArches(['v1.34.9-5-azlinux3', 'v1.34.9-6-azlinux3', 'v1.34.11-1-noble']),
};

/** A manager as teams have it: its template writes the registry's URL, and spaces of its own, into the file. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStrings: [
    '"renovateTag":\\s*"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"(?:[^}]*"previousLatestVersion":\\s*"(?<depType>[^"]+)")?',
  ],
  datasourceTemplate: 'docker',
  autoReplaceStringTemplate:
    '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n                "latestVersion": "{{{newValue}}}"{{#if depType}},\n                "previousLatestVersion": "{{{currentValue}}}"{{/if}}',
};

/** Dependencies that are no sysexts: one in two files, and one that comes in two pull requests. */
const TOOLS_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/tools\\.(txt|sh)$/'],
  matchStrings: ['(?<depName>tool-[a-z]+)[=@](?<currentValue>[\\d.]+)'],
  datasourceTemplate: 'custom.tools',
};
const TOOLS_DATASOURCE = {
  defaultRegistryUrlTemplate: `${REGISTRY}/v2/{{packageName}}/tags/list`,
  transformTemplates: ['{"releases": tags.{"version": $}}'],
};

const SLOT = {
  renovateTag: `OCI_registry=${REGISTRY}, name=${KUBELET}`,
  latestVersion: 'v1.34.9-2-azlinux3',
  previousLatestVersion: 'v1.34.8-1-azlinux3',
};

/** A reference without a scheme, and the comment above one. */
const REFERENCE = `${REGISTRY.replace('https://', '')}/${KUBELET}:v1.34.9-2-azlinux3-x86-64`;
const COMMENT = `# renovate: sysext=${REGISTRY}/${KUBELET}`;

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'the example, by the default preset',
    config: { extends: [PRESET] },
    files: { [MANIFEST]: fromRegistry(read('examples/manifest/parts/common/components.json')) },
    tags: JSON.parse(read('examples/registry.json')),
  },
  {
    name: 'the real manifest, by rules and a manager of its own that writes the URL back',
    config: { extends: [`${PRESET}//presets/rules`], customManagers: [OWN_MANAGER] },
    files: { [MANIFEST]: fromRegistry(read('test/fixtures/agentbaker/components.json')) },
    tags: {
      ...published(JSON.parse(read('test/fixtures/agentbaker/published.json'))),
      'oss/binaries/kubernetes/kubernetes-node': ['v1.33.13', 'v1.34.9', 'v1.34.10', 'v1.30.102-akslts'],
      'oss/binaries/kubernetes/azure-acr-credential-provider': ['v1.34.9', 'v1.34.10'],
    },
  },
  {
    name: 'a mixed repository, by several presets',
    config: {
      extends: [
        'config:recommended',
        PRESET,
        ...['annotations', 'revisionless(azlinux3)', 'per-minor', 'owners(alice)'].map(
          (name) => `${PRESET}//presets/${name}`,
        ),
      ],
      customManagers: [TOOLS_MANAGER],
      customDatasources: { tools: TOOLS_DATASOURCE },
    },
    files: {
      'windows/components.json': `\uFEFF${manifest([SLOT, { ...SLOT, latestVersion: 'v1.35.6' }]).replaceAll('\n', '\r\n')}`,
      'a folder/components.json': manifest([
        SLOT,
        SLOT,
        { ...SLOT, renovateTag: `OCI_registry=${REGISTRY}, name=${KUBECTL}`, latestVersion: 'v1.34.9-5-azlinux3' },
      ]).trimEnd(),
      'scripts/install.sh': `#!/bin/bash\n# Schlüssel\n# renovate: sysext=${REGISTRY}/${KUBECTL}\nKUBECTL="v1.34.9-5-azlinux3-arm64"\n`,
      // The same text twice, and as the beginning of another.
      'tools.txt': 'tool-one=1.0.0.5\ntool-one=1.0.0\ntool-two=1.0.0\ntool-two=1.0.0, tool-one=1.0.0',
      'scripts/tools.sh': 'get tool-one@1.0.0',
      'README.md': 'v1.34.9-2-azlinux3\n',
    },
    tags: { ...TAGS, 'tool-one': ['1.0.0', '1.0.1'], 'tool-two': ['1.0.0', '1.1.0', '2.0.0'] },
  },
  {
    name: 'annotated lines, some of which two managers read',
    config: {
      extends: [
        'config:recommended',
        ...['annotations', 'docker', 'owners(alice, bob)'].map((name) => `${PRESET}//presets/${name}`),
      ],
    },
    files: {
      Dockerfile: `${COMMENT}\nFROM ${REFERENCE} AS a\n${COMMENT}\nCOPY --from=${REFERENCE} / /\nFROM ${REFERENCE}\n`,
      'docker-compose.yml': `services:\n  a:\n    ${COMMENT}\n    image: ${REFERENCE}\n`,
      'install.sh': `${COMMENT}\nA="\${A:-v1.34.9-2-azlinux3}" # before: v1.34.8-1-azlinux3\n`,
      'node.bu': `${COMMENT}\n- path: /v1.34.9-2-azlinux3/kubelet-v1.34.9-2-azlinux3-arm64.raw\n`,
    },
    tags: TAGS,
  },
  {
    name: 'revisions that are automerged, beside patches in groups',
    config: {
      extends: [
        PRESET,
        ...['annotations', 'revisionless(azlinux3)', 'with-packages', 'per-minor', 'automerge-revisions'].map(
          (name) => `${PRESET}//presets/${name}`,
        ),
      ],
      customManagers: [{ ...TOOLS_MANAGER, matchStrings: ['(?<depName>kubectl)[=@](?<currentValue>[\\d.]+)'] }],
      customDatasources: { tools: TOOLS_DATASOURCE },
      hashedBranchLength: 40,
    },
    files: {
      'a/components.json': manifest([
        { ...SLOT, renovateTag: `OCI_registry=${REGISTRY}, name=${KUBECTL}`, latestVersion: 'v1.34.9-5-azlinux3' },
        { ...SLOT, latestVersion: 'v1.35.7-9-azlinux3' },
        { ...SLOT, latestVersion: 'v1.34.9' },
      ]),
      'b/components.json': manifest([SLOT, { ...SLOT, latestVersion: 'v1.35.7-2-azlinux3' }]),
      'install.sh': `# renovate: sysext=${REGISTRY}/${KUBELET}\nKUBELET="v1.35.7-9-azlinux3-arm64"\n`,
      'tools.txt': 'kubectl=1.34.9\n',
    },
    tags: { ...TAGS, kubectl: ['1.34.9', '1.34.10'] },
  },
  {
    name: 'a template that writes what is not found again: nothing is pushed',
    config: {
      extends: [`${PRESET}//presets/rules`],
      customManagers: [{ ...OWN_MANAGER, autoReplaceStringTemplate: 'broken' }, TOOLS_MANAGER],
      customDatasources: { tools: TOOLS_DATASOURCE },
    },
    files: { [MANIFEST]: manifest([SLOT]), 'tools.txt': 'tool-one=1.0.0\n' },
    tags: { ...TAGS, 'tool-one': ['1.0.0', '1.0.1'] },
    warnings: ['Error updating branch: update failure'],
  },
  {
    name: 'two managers that find the same slot',
    config: { extends: [PRESET], customManagers: [OWN_MANAGER] },
    files: { [MANIFEST]: manifest([SLOT]) },
    tags: TAGS,
  },
  {
    name: 'a history of conventional commits',
    history: ['feat: one', 'fix(node): two', 'chore: three'],
    config: { extends: [PRESET] },
    files: { [MANIFEST]: manifest([SLOT]) },
    tags: TAGS,
  },
  {
    name: 'a link to a manifest',
    config: { extends: [PRESET] },
    files: { [MANIFEST]: manifest([SLOT]) },
    links: { 'components.json': MANIFEST },
    tags: TAGS,
  },
  {
    name: 'rules by repository',
    config: { extends: [PRESET], packageRules: [{ matchRepositories: ['org/images'], groupName: 'ours' }] },
    files: { [MANIFEST]: manifest([SLOT]) },
    tags: TAGS,
  },
  {
    name: 'rules by branch',
    config: {
      extends: [PRESET],
      baseBranchPatterns: ['main'],
      packageRules: [{ matchBaseBranches: ['main'], groupName: 'ours' }],
    },
    files: { [MANIFEST]: manifest([SLOT]) },
    tags: TAGS,
  },
  {
    name: 'branches without a pull request, yet or at all; and submodules are wanted',
    config: {
      extends: [PRESET],
      cloneSubmodules: true,
      customManagers: [TOOLS_MANAGER],
      customDatasources: { tools: TOOLS_DATASOURCE },
      packageRules: [
        { matchPackageNames: ['/-sysext$/'], automerge: true, automergeType: 'branch' },
        { matchPackageNames: ['tool-one'], prCreation: 'not-pending' },
        { matchPackageNames: ['tool-two'], prCreation: 'approval', reviewers: ['alice'] },
      ],
    },
    files: { [MANIFEST]: manifest([SLOT]), 'tools.txt': 'tool-one=1.0.0\ntool-two=1.0.0\n' },
    tags: { ...TAGS, 'tool-one': ['1.0.0', '1.0.1'], 'tool-two': ['1.0.0', '1.0.1'] },
  },
  {
    name: 'pull requests that wait',
    config: {
      extends: [PRESET],
      customManagers: [TOOLS_MANAGER],
      customDatasources: { tools: TOOLS_DATASOURCE },
      packageRules: [
        { matchPackageNames: ['tool-one'], dependencyDashboardApproval: true },
        { matchPackageNames: ['tool-two'], groupName: 'tools', minimumGroupSize: 2 },
        { matchPackageNames: ['tool-three'], schedule: ['* 0 29 2 *'] },
      ],
    },
    files: { [MANIFEST]: manifest([SLOT]), 'tools.txt': 'tool-one=1.0.0\ntool-two=1.0.0\ntool-three=1.0.0\n' },
    tags: { ...TAGS, 'tool-one': ['1.0.0', '1.0.1'], 'tool-two': ['1.0.0', '1.0.1'], 'tool-three': ['1.0.0', '1.0.1'] },
  },
];

function read(file: string): string {
  return readFileSync(path.join(PACKAGE_ROOT, file), 'utf8');
}

function fromRegistry(text: string): string {
  return text.replaceAll('https://mcr.microsoft.com', REGISTRY);
}

/** What is published, with a rebuild of each. */
function published(lists: Record<string, string[]>): Scenario['tags'] {
  const rebuilt = (version: string) => version.replace(/-\d+-azlinux3$/, '-10-azlinux3');
  return Object.fromEntries(
    Object.entries(lists).map(([repository, versions]) => [
      repository,
      bothArches([...new Set([...versions, ...versions.map(rebuilt)])]),
    ]),
  );
}

function manifest(slots: readonly object[]): string {
  return `${JSON.stringify({ Packages: [{ downloadURIs: { flatcar: { current: { versionsV2: slots } } } }] }, null, 2)}\n`;
}
