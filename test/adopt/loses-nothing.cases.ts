import packageJson from '../../package.json' with { type: 'json' };
import { KUBECTL, KUBELET } from '../renovate/scenario.ts';

export const MCR = 'https://mcr.microsoft.com';
export const REFERENCE = `github>org/aks-sysext-renovate#${packageJson.version}`;

/** What the manager of the default preset calls them. */
const [KUBELET_NOW, KUBECTL_NOW] = [`mcr.microsoft.com/${KUBELET}`, `mcr.microsoft.com/${KUBECTL}`];

/** A manager of a repository's own, whose depName is the repository without the registry. */
const OWN = {
  customType: 'regex',
  managerFilePatterns: ['/components\\.json$/'],
  matchStrings: [
    '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+-sysext)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
  ],
  datasourceTemplate: 'docker',
};

/** A manager for lines of a shell script, `NAME=1.2.3 # image`. */
const SCRIPT = {
  customType: 'regex',
  managerFilePatterns: ['/\\.sh$/'],
  matchStrings: ['=(?<currentValue>[\\d.]+) # (?<packageName>\\S+)'],
  datasourceTemplate: 'docker',
};

/** A configuration, and what `adopt` makes of it. The manifest has a slot for kubelet and one for kubectl. */
export interface Case {
  readonly config: object;
  /** Files beside the manifest. */
  readonly files?: Readonly<Record<string, string>>;
  /** The configuration after it, without `extends` and `$schema`. */
  readonly becomes: object;
  /** `<what> <where>` of each step. */
  readonly steps: readonly string[];
  /** The components that are bumped then. */
  readonly bumped?: readonly string[];
  /** What speaks against the change; it is not written then. */
  readonly others?: readonly string[];
  readonly lost?: readonly RegExp[];
}

const DOCKERFILE = { Dockerfile: 'FROM docker.io/library/alpine:3.20.1\n' };

export const CASES: Readonly<Record<string, Case>> = {
  'no $schema': {
    config: { extends: [':semanticCommits'] },
    files: { ...DOCKERFILE, '.github/workflows/ci.yml': 'jobs: { a: { steps: [{ uses: actions/checkout@v4 }] } }\n' },
    becomes: {},
    steps: ['added extends'],
  },
  'settings of the repository': {
    config: { timezone: 'Europe/Berlin', ignorePaths: ['x/**'], hostRules: [], labels: ['deps'], description: 'ours' },
    files: DOCKERFILE,
    becomes: { timezone: 'Europe/Berlin', ignorePaths: ['x/**'], hostRules: [], labels: ['deps'], description: 'ours' },
    steps: ['added extends'],
  },
  'ignoreDeps by the depName of the manager that goes': {
    config: { ignoreDeps: ['lodash', KUBELET], customManagers: [OWN] },
    becomes: { ignoreDeps: ['lodash', KUBELET_NOW] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed ignoreDeps[1]'],
    bumped: ['kubectl'],
  },
  'ignoreDeps of all': {
    config: { ignoreDeps: [KUBECTL, KUBELET], customManagers: [OWN] },
    becomes: { ignoreDeps: [KUBECTL_NOW, KUBELET_NOW] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed ignoreDeps[0]', 'renamed ignoreDeps[1]'],
    bumped: [],
  },
  'ignoreDeps of a name that a script has, too': {
    config: { ignoreDeps: [KUBELET], customManagers: [OWN, SCRIPT] },
    files: { 'pull.sh': `KUBELET=1.34.9 # ${KUBELET}\n` },
    becomes: { ignoreDeps: [KUBELET, KUBELET_NOW], customManagers: [SCRIPT] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed ignoreDeps[0]'],
    bumped: ['kubectl'],
  },
  'ignoreDeps of a sysext that is not there': {
    config: { extends: [REFERENCE], ignoreDeps: [KUBELET, 'left-pad'] },
    becomes: { ignoreDeps: [KUBELET, 'left-pad'] },
    steps: ['by-hand ignoreDeps[0]'],
    bumped: [],
  },
  'a rule that disables by matchDepNames': {
    config: { customManagers: [OWN], packageRules: [{ matchDepNames: [KUBELET], enabled: false }] },
    becomes: { packageRules: [{ matchDepNames: [KUBELET_NOW], enabled: false }] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed packageRules[0]'],
    bumped: ['kubectl'],
  },
  'a rule that disables patches by matchDepNames': {
    config: {
      customManagers: [OWN],
      packageRules: [{ matchDepNames: [KUBELET], matchUpdateTypes: ['patch'], enabled: false }],
    },
    becomes: { packageRules: [{ matchDepNames: [KUBELET_NOW], matchUpdateTypes: ['patch'], enabled: false }] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed packageRules[0]'],
    bumped: ['kubectl'],
  },
  'a rule by matchDepNames that also sets what the presets set': {
    config: {
      customManagers: [OWN],
      packageRules: [{ matchDepNames: [KUBELET, KUBECTL], versioning: 'docker', groupName: 'k8s', addLabels: ['x'] }],
    },
    becomes: { packageRules: [{ matchDepNames: [KUBELET_NOW, KUBECTL_NOW], addLabels: ['x'] }] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed packageRules[0]'],
  },
  'a rule by matchDepNames that only sets what the presets set': {
    config: { customManagers: [OWN], packageRules: [{ matchDepNames: [KUBELET], versioning: 'docker' }] },
    becomes: { packageRules: [] },
    steps: ['added extends', 'removed customManagers[0]', 'removed packageRules[0]'],
  },
  'a rule by a pattern of depNames': {
    config: { customManagers: [OWN], packageRules: [{ matchDepNames: ['/^oss.+kubelet-sysext$/'], enabled: false }] },
    becomes: { packageRules: [{ matchPackageNames: [KUBELET], enabled: false }] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed packageRules[0]'],
    bumped: ['kubectl'],
  },
  'a rule by datasource': {
    config: {
      customManagers: [OWN],
      packageRules: [{ matchDatasources: ['docker'], matchPackageNames: ['/-sysext$/'], enabled: false }],
    },
    becomes: { packageRules: [{ matchPackageNames: [KUBELET, KUBECTL], enabled: false }] },
    steps: ['added extends', 'removed customManagers[0]', 'renamed packageRules[0]'],
    bumped: [],
  },
  'a rule by datasource, for images as well': {
    config: { customManagers: [OWN], packageRules: [{ matchDatasources: ['docker'], addLabels: ['image'] }] },
    files: DOCKERFILE,
    becomes: {
      packageRules: [
        { matchDatasources: ['docker'], addLabels: ['image'] },
        { matchPackageNames: [KUBELET, KUBECTL], addLabels: ['image'] },
      ],
    },
    steps: ['added extends', 'removed customManagers[0]', 'added behind packageRules[0]'],
  },
  'a rule by JSONata': {
    config: {
      customManagers: [OWN],
      packageRules: [{ matchJsonata: [`depName = "${KUBELET}"`], enabled: false }],
    },
    becomes: { packageRules: [{ matchJsonata: [`depName = "${KUBELET}"`], enabled: false }] },
    steps: ['added extends', 'removed customManagers[0]', 'by-hand packageRules[0]'],
    lost: [
      /^packageRules\[0\]: enabled for .*kubelet-sysext: its matchJsonata/,
      /kubelet-sysext v1\.34\.9.* is disabled now/,
    ],
  },
  'rules that only exclude sysexts': {
    config: {
      packageRules: [
        { matchPackageNames: ['!/-sysext$/', 'oss/**'], versioning: 'loose' },
        { matchManagers: ['npm'], matchPackageNames: ['!oss/v2/kubernetes/kubelet-sysext'], groupName: 'others' },
      ],
    },
    becomes: {
      packageRules: [
        { matchPackageNames: ['!/-sysext$/', 'oss/**'], versioning: 'loose' },
        { matchManagers: ['npm'], matchPackageNames: ['!oss/v2/kubernetes/kubelet-sysext'], groupName: 'others' },
      ],
    },
    steps: ['added extends'],
  },
  'a rule that matches nothing, for a sysext and for something else that may come': {
    config: { packageRules: [{ matchPackageNames: ['kubelet-sysext', 'some/image'], versioning: 'loose' }] },
    becomes: { packageRules: [{ matchPackageNames: ['kubelet-sysext', 'some/image'], versioning: 'loose' }] },
    steps: ['added extends', 'by-hand packageRules[0]'],
  },
  'another configuration that Renovate does not read': {
    config: { labels: ['deps'] },
    files: {
      '.github/renovate.json': JSON.stringify({ extends: [REFERENCE] }),
      'package.json': '{ "name": "x" }',
      '.renovaterc': '{}',
    },
    becomes: { labels: ['deps'] },
    steps: ['added extends'],
  },
  'enabledManagers without custom managers': {
    config: { extends: [REFERENCE], enabledManagers: ['gomod', 'dockerfile'] },
    files: DOCKERFILE,
    becomes: { enabledManagers: ['gomod', 'dockerfile', 'custom.regex'] },
    steps: ['added enabledManagers'],
  },
  'enabledManagers without custom managers, beside one of the repository': {
    config: { enabledManagers: ['dockerfile'], customManagers: [SCRIPT] },
    files: { ...DOCKERFILE, 'pull.sh': 'IMAGE=1.2.3 # some/image\n' },
    becomes: { enabledManagers: ['dockerfile', 'custom.regex'], customManagers: [SCRIPT] },
    steps: ['added extends', 'added enabledManagers'],
    others: ['pull.sh: some/image 1.2.3'],
  },
};
