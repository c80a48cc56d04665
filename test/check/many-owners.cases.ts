import { PRESET, subPreset } from '../../src/check/examples.ts';

/*
 * A configuration such as large repositories of node images have: no preset, one manager for all that has an OCI
 * registry, a rule for each team's packages, updates of minors disabled by their type, and groups by owner.
 */

type Rule = Readonly<Record<string, unknown>>;

const rule = (matchPackageNames: readonly string[], fields: Rule): Rule => ({ matchPackageNames, ...fields });
const owned = (team: string, ...packages: readonly string[]): Rule =>
  rule(packages, { assignees: [`${team}-lead`], reviewers: [`${team}-lead`, `team:${team}`] });

/** Packages of other images, by the team that owns them. */
const OWNED: readonly Rule[] = [
  owned('network', 'containernetworking/azure-cni'),
  owned('network', 'containernetworking/azure-cns'),
  owned('network', 'containernetworking/azure-ipam'),
  owned('network', 'containernetworking/azure-npm'),
  owned('network', 'oss/v2/azure/ip-masq-agent-v2'),
  owned('cilium', 'containernetworking/cilium-log-collector'),
  owned('cilium', 'containernetworking/cilium/cilium-distroless'),
  owned('monitor', 'azuremonitor/containerinsights/ciprod'),
  owned('monitor', 'azuremonitor/containerinsights/ciprod/prometheus-collector/images'),
  owned('storage', 'oss/kubernetes-csi/**'),
  owned('storage', 'oss/v2/kubernetes-csi/azuredisk-csi'),
  owned('storage', 'oss/v2/kubernetes-csi/azurefile-csi'),
  owned('storage', 'oss/v2/kubernetes-csi/blob-csi'),
  owned('secrets', 'oss/v2/azure/secrets-store/provider-azure'),
  owned('secrets', 'oss/v2/kubernetes-csi/secrets-store/driver'),
  owned('dns', 'oss/v2/kubernetes/coredns'),
  owned('node', 'oss/v2/kubernetes/pause'),
  owned('node', 'oss/v2/kubernetes/kube-proxy'),
  owned('node', 'oss/v2/kubernetes/azure-cloud-node-manager'),
  owned('gpu', 'aks/aks-gpu-cuda', 'aks/aks-gpu-cuda-lts'),
  owned('gpu', 'aks/aks-gpu-grid', 'aks/aks-gpu-grid-v20'),
];

const KUBERNETES = ['oss/v2/kubernetes/kubelet-sysext', 'oss/v2/kubernetes/kubectl-sysext'];
const PROVIDER = ['oss/v2/kubernetes/azure-acr-credential-provider-sysext'];
const BOOTSTRAP = ['aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext'];

/** The rule that is about sysexts alone: it has their revision in the version, and nothing that keeps their minor. */
const SYSEXTS = rule(['/-sysext$/'], {
  description: 'The tags of sysexts',
  versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-(?<compatibility>azlinux3)$',
  extractVersion: '^(?<version>v.+-azlinux3)-x86-64$',
});

const RULES: readonly Rule[] = [
  { description: 'Minors are changed manually', matchUpdateTypes: ['minor'], enabled: false },
  { matchUpdateTypes: ['major'], enabled: false },
  rule(['/windows/'], { enabled: false }),
  ...OWNED,
  rule(['oss/v2/kubernetes-csi/**'], { groupName: 'csi', matchUpdateTypes: ['patch'] }),
  rule(['containernetworking/**'], { groupName: 'network', matchUpdateTypes: ['patch'] }),
  rule(['azuremonitor/**'], { allowedVersions: '!/preview/' }),
  rule(['aks/aks-gpu-*'], {
    groupName: 'gpu',
    versioning: 'regex:^(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)$',
  }),
  ...['pause', 'coredns', 'kube-proxy'].map((name) =>
    rule([`oss/v2/kubernetes/${name}`], { matchUpdateTypes: ['patch'], addLabels: [name], automerge: false }),
  ),
  ...['cilium', 'monitor', 'storage', 'secrets', 'dns', 'gpu'].map((label) =>
    rule([`**/${label}/**`, 'oss/v2/**'], { addLabels: [label] }),
  ),
  rule(KUBERNETES, {
    description: 'kubelet and kubectl together',
    matchUpdateTypes: ['patch'],
    groupName: 'node-binaries',
    assignees: ['node-lead', 'node-second'],
    reviewers: ['node-lead', 'node-second', 'node-third', 'team:node'],
  }),
  rule(PROVIDER, {
    description: 'The credential provider has a release of its own',
    matchUpdateTypes: ['patch'],
    groupName: 'credential-provider',
    assignees: ['registry-lead'],
    reviewers: ['registry-lead', 'registry-second', 'team:registry'],
  }),
  rule(BOOTSTRAP, { matchUpdateTypes: ['patch'], groupName: 'bootstrap-client', reviewers: ['team:bootstrap'] }),
  rule(['oss/v2/kubernetes/**'], { commitMessageTopic: '{{depName}}' }),
  rule([...KUBERNETES, ...PROVIDER, ...BOOTSTRAP], { ignoreUnstable: true }),
  SYSEXTS,
  { matchFileNames: ['parts/**'], addLabels: ['components'] },
];

const CONFIG = {
  $schema: 'https://docs.renovatebot.com/renovate-schema.json',
  extends: ['config:recommended', ':semanticCommits'],
  enabledManagers: ['custom.regex'],
  prConcurrentLimit: 50,
  prHourlyLimit: 1,
  commitHourlyLimit: 1,
  rebaseWhen: 'never',
  labels: ['renovate'],
  customManagers: [
    {
      customType: 'regex',
      description: 'all with an OCI registry in components.json',
      managerFilePatterns: ['/components\\.json$/'],
      matchStrings: [
        '"renovateTag":\\s*"(?:OCI_)?registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"(?:[^}]*"previousLatestVersion":\\s*"(?<depType>[^"]+)")?',
      ],
      datasourceTemplate: 'docker',
      autoReplaceStringTemplate:
        '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n                "latestVersion": "{{{newValue}}}"{{#if depType}},\n                "previousLatestVersion": "{{{currentValue}}}"{{/if}}',
    },
    {
      customType: 'regex',
      description: 'test registry',
      managerFilePatterns: ['/test_components\\.json$/'],
      matchStrings: ['"image": "(?<depName>[^:]+):(?<currentValue>[^"]+)"'],
      datasourceTemplate: 'docker',
    },
  ],
  packageRules: RULES,
};

const without = (one: Rule) => RULES.filter((other) => other !== one);

/** The same, and with the presets beside it in three ways: severity and lint of all that is found. */
export const CONFIGURATIONS: readonly {
  readonly name: string;
  readonly config: object;
  readonly found: readonly string[];
}[] = [
  {
    name: 'as it is',
    config: CONFIG,
    found: [
      'info group-apart',
      'info slot-stopped',
      'warning arch-not-checked',
      'warning manager-matches-nothing',
      'warning not-covered',
      'warning rotation',
      'warning rotation-not-kept',
      'warning rule-matches-nothing',
    ],
  },
  {
    name: 'with the rules alone',
    config: { ...CONFIG, extends: [...CONFIG.extends, subPreset('rules')], packageRules: without(SYSEXTS) },
    found: [
      'info group-apart',
      'info slot-stopped',
      'warning arch-not-checked',
      'warning manager-matches-nothing',
      'warning rotation',
      'warning rotation-not-kept',
      'warning rule-matches-nothing',
    ],
  },
  {
    name: 'with the default preset, and sysexts of the other manager disabled',
    config: {
      ...CONFIG,
      extends: [...CONFIG.extends, PRESET],
      packageRules: [...without(SYSEXTS), rule(['/-sysext$/'], { matchDatasources: ['docker'], enabled: false })],
    },
    found: [
      'info group-apart',
      'info slot-stopped',
      'warning manager-matches-nothing',
      'warning rotation',
      'warning rule-matches-nothing',
    ],
  },
];

/** How many rules the first has: as many as a report of a real one counts. */
export const RULE_COUNT = RULES.length;
