import { PRESET, REGISTRY, subPreset } from '../../src/check/examples.ts';
import type { Example } from '../../src/check/lint.ts';

type Json = Record<string, unknown>;
type SlotJson = Json & {
  renovateTag: string;
  latestVersion: string;
  previousLatestVersion: string;
  k8sVersion: string;
};
type EntryJson = Json & { versionsV2: SlotJson[]; downloadURL: string };

const COMPONENTS: Readonly<
  Record<string, readonly (readonly [minor: string, latest: string, previous: string, sibling: string])[]>
> = {
  kubelet: [
    ['1.34', 'v1.34.10-2-azlinux3', 'v1.34.9-2-azlinux3', '1.34.10'],
    ['1.35', 'v1.35.7-2-azlinux3', 'v1.35.6-2-azlinux3', '1.35.7'],
    ['1.36', 'v1.36.3-2-azlinux3', 'v1.36.2-2-azlinux3', '1.36.3'],
  ],
  kubectl: [
    ['1.34', 'v1.34.10-3-azlinux3', 'v1.34.9-5-azlinux3', '1.34.10'],
    ['1.35', 'v1.35.7-2-azlinux3', 'v1.35.6-5-azlinux3', '1.35.7'],
    ['1.36', 'v1.36.3-2-azlinux3', 'v1.36.2-6-azlinux3', '1.36.3'],
  ],
  'azure-acr-credential-provider': [
    ['1.34', 'v1.34.13-2-azlinux3', 'v1.34.12-2-azlinux3', '1.34.13'],
    ['1.35', 'v1.35.8-3-azlinux3', 'v1.35.7-2-azlinux3', '1.35.8'],
    ['1.36', 'v1.36.5-3-azlinux3', 'v1.36.4-2-azlinux3', '1.36.5'],
  ],
};

const repository = (name: string) => `oss/v2/kubernetes/${name}-sysext`;

/** A valid manifest. */
export function cleanManifest() {
  const packages = Object.entries(COMPONENTS).map(([name, minors]) => ({
    name,
    downloadURIs: {
      ubuntu: {
        r2404: {
          versionsV2: minors.map(([k8sVersion, , , sibling]) => ({
            k8sVersion,
            renovateTag: `name=${name}, repository=production, os=ubuntu, release=24.04`,
            latestVersion: `${sibling}-ubuntu24.04u1`,
          })),
        },
      },
      flatcar: {
        current: {
          versionsV2: minors.map(([k8sVersion, latestVersion, previousLatestVersion]) => ({
            k8sVersion,
            renovateTag: `OCI_registry=${REGISTRY}, name=${repository(name)}`,
            latestVersion,
            previousLatestVersion,
          })),
          downloadURL: `${REGISTRY.slice('https://'.length)}/${repository(name)}:\${version}-\${SYSTEMD_ARCH}`,
        } as EntryJson,
      },
    },
  }));
  return { Packages: packages };
}

type Manifest = ReturnType<typeof cleanManifest>;

/** The tags of its versions, and of the revision that nodes without a tag list request. */
export const TAGS: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(COMPONENTS).map(([name, minors]) => {
    const versions = minors.flatMap(([, latest, previous]) => [latest, previous]);
    return [repository(name), [...new Set([...versions, ...versions.map((one) => one.replace(/-\d+-/, '-1-'))])]];
  }),
);

const swapped = (slot: SlotJson, latestVersion: string): SlotJson => ({ ...slot, latestVersion });

/** The lint that must find a mutation, and the mutation. */
type Changed<T> = readonly [id: string, change: (value: T) => Json];

/** Mutations of one slot. */
const SLOT_MUTATIONS: Readonly<Record<string, Changed<SlotJson>>> = {
  'a renamed package': [
    'lookup-failed',
    (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('-sysext', 's-sysext') }),
  ],
  'a package without its suffix': [
    'slot-unreadable',
    (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('-sysext', '') }),
  ],
  'a package of another component': [
    'download-url',
    (slot) => ({
      ...slot,
      renovateTag: slot.renovateTag.replace(/name=.*/, 'name=oss/v2/kubernetes/other-sysext'),
    }),
  ],
  'another registry': [
    'download-url',
    (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('://', '://mirror.') }),
  ],
  'a broken registry': ['slot-unreadable', (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('://', ':/') })],
  'no renovateTag': ['slot-unreadable', ({ renovateTag: _, ...slot }) => slot],
  'no latestVersion': ['slot-unreadable', ({ latestVersion: _, ...slot }) => slot],
  'no k8sVersion': ['minor-mismatch', ({ k8sVersion: _, ...slot }) => slot],
  'a number for a version': ['slot-unreadable', (slot) => ({ ...slot, latestVersion: 1.34 })],
  'another k8sVersion': ['minor-mismatch', (slot) => ({ ...slot, k8sVersion: '1.31' })],
  'no v': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.slice(1))],
  'no patch': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace(/\.\d+-/, '-'))],
  'a word behind': ['value-malformed', (slot) => swapped(slot, `${slot.latestVersion}-hotfix`)],
  'a leading zero': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace(/-(\d+)-/, '-0$1-'))],
  'no revision': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace(/-\d+-/, '-'))],
  'no distro': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace(/-azlinux3$/, ''))],
  'an underscore': ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace('-azlinux3', '_azlinux3'))],
  capitals: ['value-malformed', (slot) => swapped(slot, slot.latestVersion.replace('azlinux3', 'AzLinux3'))],
  'an arch': ['value-malformed', (slot) => swapped(slot, `${slot.latestVersion}-x86-64`)],
  "Docker's arch": ['value-malformed', (slot) => swapped(slot, `${slot.latestVersion}-amd64`)],
  'an arch for the distro': [
    'value-malformed',
    (slot) => swapped(slot, slot.latestVersion.replace('azlinux3', 'arm64')),
  ],
  'a space': ['value-malformed', (slot) => swapped(slot, `${slot.latestVersion} `)],
  'an RPM version': [
    'value-malformed',
    (slot) => swapped(slot, slot.latestVersion.replace(/^v(.*)-(\d+)-.*/, '$1-$2.azl3')),
  ],
  'a swapped distro': ['distro-mixed', (slot) => swapped(slot, slot.latestVersion.replace('azlinux3', 'noble'))],
  'a near-miss of the distro': [
    'distro-mixed',
    (slot) => swapped(slot, slot.latestVersion.replace('azlinux3', 'azlinux30')),
  ],
  'another minor': ['minor-mismatch', (slot) => swapped(slot, slot.latestVersion.replace(/v1\.3\d/, 'v1.33'))],
  'another patch': ['sibling-skew', (slot) => swapped(slot, slot.latestVersion.replace(/\.\d+-/, '.100-'))],
  'a patch that is not there': [
    'artifact-missing',
    (slot) => swapped(slot, slot.latestVersion.replace(/\.\d+-/, '.11-')),
  ],
  'a revision that is not there': [
    'artifact-missing',
    (slot) => swapped(slot, slot.latestVersion.replace(/-\d+-/, '-77-')),
  ],
  'a pre-release': ['artifact-missing', (slot) => swapped(slot, slot.latestVersion.replace(/-/, '-rc.0-'))],
  'exchanged versions': [
    'previous-newer',
    (slot) => ({
      ...slot,
      latestVersion: slot.previousLatestVersion,
      previousLatestVersion: slot.latestVersion,
    }),
  ],
  'the same version twice': ['slot-duplicate', (slot) => ({ ...slot, previousLatestVersion: slot.latestVersion })],
  'a rotated revision': [
    'rotation',
    (slot) => ({ ...slot, previousLatestVersion: slot.latestVersion.replace(/-\d+-/, '-1-') }),
  ],
  'a previous version of another minor': [
    'previous-newer',
    (slot) => ({ ...slot, previousLatestVersion: 'v1.33.1-1-azlinux3' }),
  ],
  'a malformed previous version': [
    'value-malformed',
    (slot) => ({ ...slot, previousLatestVersion: slot.previousLatestVersion.slice(1) }),
  ],
  'a previous version that is not there': [
    'artifact-missing',
    (slot) => ({
      ...slot,
      previousLatestVersion: slot.previousLatestVersion.replace(/-\d+-/, '-55-'),
    }),
  ],
};

/** Mutations of the entry of one component. */
const ENTRY_MUTATIONS: Readonly<Record<string, Changed<EntryJson>>> = {
  'a doubled slot': [
    'slot-duplicate',
    (entry) => ({ ...entry, versionsV2: [...entry.versionsV2, entry.versionsV2[0]] }),
  ],
  'two slots of a minor': [
    'slot-duplicate',
    (entry) => ({
      ...entry,
      versionsV2: entry.versionsV2.flatMap((slot, index) =>
        index > 0 ? [slot] : [slot, swapped(slot, slot.latestVersion.replace(/-\d+-/, '-1-'))],
      ),
    }),
  ],
  'a renamed versionsV2': ['slot-unreadable', ({ versionsV2, ...entry }) => ({ ...entry, versionsV3: versionsV2 })],
  'a slot that is a text': [
    'slot-unreadable',
    (entry) => ({ ...entry, versionsV2: [...entry.versionsV2, 'v1.34.10-1-azlinux3'] }),
  ],
  "Docker's arch in the URL": [
    'download-url',
    (entry) => ({
      ...entry,
      downloadURL: entry.downloadURL.replace('SYSTEMD_ARCH', 'CPU_ARCH'),
    }),
  ],
  'a fixed Docker arch in the URL': [
    'download-url',
    (entry) => ({
      ...entry,
      downloadURL: entry.downloadURL.replace(/\$\{SYSTEMD_ARCH\}/, 'amd64'),
    }),
  ],
  'no arch in the URL': [
    'download-url',
    (entry) => ({ ...entry, downloadURL: entry.downloadURL.replace(/-\$\{SYSTEMD_ARCH\}/, '') }),
  ],
  'another repository in the URL': [
    'download-url',
    (entry) => ({ ...entry, downloadURL: entry.downloadURL.replace('/v2/', '/v3/') }),
  ],
  'another host in the URL': ['download-url', (entry) => ({ ...entry, downloadURL: `mirror.${entry.downloadURL}` })],
  'every slot on another distro': [
    'distro-mixed',
    (entry) => ({
      ...entry,
      versionsV2: entry.versionsV2.map((slot) => swapped(slot, slot.latestVersion.replace('azlinux3', 'noble'))),
    }),
  ],
};

/** A valid configuration, with the repository's own rules and manager. */
export function cleanConfig() {
  return {
    extends: [PRESET, subPreset('lts-hold')],
    labels: ['dependencies'],
    customManagers: [
      {
        customType: 'regex',
        managerFilePatterns: ['/(^|/)versions\\.env$/'],
        matchStrings: ['# renovate: (?<packageName>\\S+)\\nKUBELET=(?<currentValue>\\S+)'],
        depNameTemplate: '{{{packageName}}}',
        registryUrlTemplate: `${REGISTRY}/v2/{{{packageName}}}/tags/list`,
        extractVersionTemplate: '^(?<version>.+-azlinux3-x86-64)$',
        datasourceTemplate: 'custom.aks-sysext',
      },
    ],
    packageRules: [
      { description: 'labels', matchPackageNames: [repository('kubelet')], addLabels: ['kubelet'] },
      {
        description: 'reviews',
        matchPackageNames: ['/-sysext$/'],
        matchFileNames: ['components.json'],
        reviewers: ['team:nodes'],
      },
      {
        description: 'automerge',
        matchDatasources: ['custom.aks-sysext'],
        matchUpdateTypes: ['patch'],
        automerge: false,
      },
    ],
  };
}

/** The file that the manager of the clean configuration extracts. */
export const VERSIONS_ENV = `# renovate: ${repository('kubelet')}\nKUBELET=v1.34.10-2-azlinux3-x86-64\n`;

type Config = ReturnType<typeof cleanConfig> & Json;

const rule = (extra: object) => (config: Config) => ({ ...config, packageRules: [...config.packageRules, extra] });
const ofSysexts = (fields: object) => rule({ matchPackageNames: ['/-sysext$/'], ...fields });
const ofManager = (fields: object) => (config: Config) => ({
  ...config,
  customManagers: [{ ...config.customManagers[0], ...fields }],
});
const ofRule = (index: number, fields: object) => (config: Config) => ({
  ...config,
  packageRules: config.packageRules.map((one, at) => (at === index ? { ...one, ...fields } : one)),
});

/** A mutation of the clean configuration, or of the repository around it. */
export interface Mutation extends Pick<Example, 'files' | 'branches' | 'untracked'> {
  /** The lint that must find it. */
  readonly id: string;
  readonly change: (config: Config) => unknown;
}

const found = (id: string, change: Mutation['change']): Mutation => ({ id, change });

const top = (fields: object) => (config: Config) => ({ ...config, ...fields });
const ofKubectl = (fields: object) => rule({ matchPackageNames: [repository('kubectl')], ...fields });
const HOST = REGISTRY.slice('https://'.length);

/** Settings that stop or delay newer builds. */
const STOPPING: Readonly<Record<string, Mutation>> = {
  'every update disabled': found('slot-stopped', ofSysexts({ enabled: false })),
  'patches disabled': found('slot-stopped', ofSysexts({ matchUpdateTypes: ['patch'], enabled: false })),
  'patches disabled in a rule': found('slot-stopped', ofSysexts({ patch: { enabled: false } })),
  'patches disabled at the top': found('slot-stopped', top({ patch: { enabled: false } })),
  'all but one package disabled': found(
    'slot-stopped',
    rule({ matchPackageNames: [`!${repository('kubelet')}`], enabled: false }),
  ),
  'a sysext ignored': found('slot-stopped', top({ ignoreDeps: [`${HOST}/${repository('kubelet')}`] })),
  'an ignored name that nothing has': found('name-matches-nothing', top({ ignoreDeps: ['kubelet-sysext'] })),
  'a schedule that never comes': found('slot-stopped', ofSysexts({ schedule: ['on the 30 day of february'] })),
  'a schedule of leap years': found('slot-stopped', top({ schedule: ['* * 29 2 *'] })),
  'approval in the dashboard': found('slot-stopped', top({ dependencyDashboardApproval: true })),
  'silent mode': found('slot-stopped', top({ mode: 'silent' })),
  'a group that is never large enough': found('slot-stopped', top({ minimumGroupSize: 19 })),
  'pull requests after checks': found('slot-stopped', ofSysexts({ prCreation: 'status-success' })),
  'pull requests after approval': found('slot-stopped', ofSysexts({ prCreation: 'approval' })),
  'tiny limits': found('slot-stopped', top({ prConcurrentLimit: 1, branchConcurrentLimit: 1 })),
  'branches merged by themselves': found('slot-stopped', ofSysexts({ automerge: true, automergeType: 'branch' })),
  'pull requests that stay closed': found('slot-stopped', top({ recreateWhen: 'never' })),
  'pinned versions left alone': found('slot-stopped', top({ updatePinnedDependencies: false })),
  'values that cannot be read': found(
    'slot-stopped',
    ofSysexts({ versionCompatibility: '^(?<version>.*)-(?<compatibility>.*)$' }),
  ),
  "a range of npm's": found('revision-frozen', ofSysexts({ allowedVersions: '<1.36.0' })),
  'the whole repository disabled': found('renovate-failed', top({ enabled: false })),
  'patches of kubectl in a group of their own': found(
    'group-apart',
    ofKubectl({ matchUpdateTypes: ['patch'], groupName: 'cli tools' }),
  ),
  'kubectl in a group of its own, in a rule for patches': found(
    'group-apart',
    ofKubectl({ patch: { groupName: 'x' } }),
  ),
  'a branch for two groups': found('branch-collision', (config) => ({
    ...config,
    extends: [...config.extends, subPreset('per-minor')],
    group: { branchTopic: '' },
  })),
  'a title for two groups': found('branch-collision', (config) => ({
    ...config,
    extends: [...config.extends, subPreset('per-minor')],
    group: { commitMessageTopic: '' },
  })),
  'a misspelled package': found(
    'package-renamed',
    rule({ matchPackageNames: [repository('kubelet')], overridePackageName: repository('kubelett') }),
  ),
  'a name that nothing has beside one': found(
    'name-matches-nothing',
    ofRule(0, { matchPackageNames: ['kubectl-sysext', repository('kubelet')] }),
  ),
  'the tags of one arch': found('arch-not-checked', ({ customManagers: _, ...config }) => ({
    ...config,
    extends: [...config.extends, subPreset('docker')],
    packageRules: [],
  })),
};

/** Mutations of the repository around the configuration. */
const AROUND: Readonly<Record<string, Mutation>> = {
  'a base branch that does not exist': {
    ...found('base-branch-missing', top({ baseBranchPatterns: ['nope'] })),
    branches: ['main'],
  },
  'a pattern of base branches that matches none': {
    ...found('base-branch-missing', top({ baseBranchPatterns: ['main', '/^release\\//'] })),
    branches: ['main'],
  },
  'a configuration that another one hides': {
    ...found('config-shadowed', (config) => config),
    files: { '.github/renovate.json': { extends: [PRESET] } },
  },
  'a configuration that git does not track': {
    ...found('config-untracked', (config) => config),
    branches: ['main'],
    untracked: { 'renovate.json5': { extends: [PRESET] } },
  },
  'another release of the preset': found('preset-other-release', top({ extends: [PRESET.replace(/#.*/, '#9.9.9')] })),
};

/** Valid changes of the clean configuration, with findings of severity info at most. */
export const HARMLESS: Readonly<Record<string, Mutation['change']>> = {
  'minors disabled by their type, and every version allowed': (config) => ({
    ...config,
    packageRules: [
      ...config.packageRules,
      { matchUpdateTypes: ['minor', 'major'], enabled: false },
      { matchDatasources: ['custom.aks-sysext'], allowedVersions: '/^v\\d+\\.\\d+\\.\\d+-\\d+-azlinux3(?:-x86-64)?$/' },
    ],
  }),
  'two groups that two teams own': (config) => ({
    ...config,
    packageRules: [
      ...config.packageRules,
      {
        matchPackageNames: ['/kube(?:let|ctl)-sysext$/'],
        matchUpdateTypes: ['patch'],
        groupName: 'node',
        reviewers: ['team:a'],
      },
      {
        matchPackageNames: ['/provider-sysext$/'],
        matchUpdateTypes: ['patch'],
        groupName: 'provider',
        reviewers: ['team:b'],
      },
    ],
  }),
  'a group for each minor': (config) => ({
    ...config,
    extends: [...config.extends, subPreset('per-minor')],
  }),
  'revisions that are merged by themselves': (config) => ({
    ...config,
    extends: [...config.extends, subPreset('automerge-revisions')],
  }),
  'a second manager whose sysexts are disabled': (config) => ({
    ...config,
    customManagers: [
      ...config.customManagers,
      {
        customType: 'regex',
        managerFilePatterns: ['/components\\.json$/'],
        matchStrings: [
          '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
        ],
        datasourceTemplate: 'docker',
      },
    ],
    packageRules: [
      ...config.packageRules,
      { matchDatasources: ['docker'], matchPackageNames: ['/-sysext$/'], enabled: false },
    ],
  }),
  'settings for types of updates in rules for other packages': rule({
    matchManagers: ['gomod', 'custom.regex'],
    matchPackageNames: ['/-sysext$/'],
    minor: { groupName: 'minors' },
    major: { enabled: false },
  }),
  'a schedule of weekends': top({ timezone: 'America/Los_Angeles', schedule: ['every weekend'] }),
  'limits as most have them': top({ prConcurrentLimit: 10, prHourlyLimit: 2, branchConcurrentLimit: 20 }),
  'a dashboard without approval': top({ dependencyDashboard: true }),
  'a release age that is optional': top({ minimumReleaseAge: '3 days' }),
  'the best practices of Renovate': (config) => ({ ...config, extends: ['config:best-practices', ...config.extends] }),
};

/** Configurations with one mutation each. */
export const CONFIG_MUTATIONS: Readonly<Record<string, Mutation>> = {
  'no extends': found('not-extracted', ({ extends: _, ...config }) => config),
  'a misspelled sub-preset': found('preset-unresolved', (config) => ({
    ...config,
    extends: [PRESET, subPreset('lts-holds')],
  })),
  'a relative preset': found('preset-relative', (config) => ({
    ...config,
    extends: [...config.extends, './presets/own'],
  })),
  'a preset of Renovate that does not exist': found('preset-unresolved', (config) => ({
    ...config,
    extends: [...config.extends, 'config:recomended'],
  })),
  'the default preset ignored': found('not-extracted', (config) => ({ ...config, ignorePresets: [PRESET] })),
  'a misspelled option': found('config-refused', (config) => ({ ...config, lables: ['x'] })),
  'a text for a flag': found('config-refused', (config) => ({ ...config, automerge: 'no' })),
  'a global option': found('config-refused', (config) => ({ ...config, binarySource: 'install' })),
  'the manifest ignored': found('not-extracted', (config) => ({ ...config, ignorePaths: ['components.json'] })),
  'only other managers': found('not-extracted', (config) => ({ ...config, enabledManagers: ['npm'] })),
  'an unknown manager enabled': found('manager-unknown', (config) => ({
    ...config,
    enabledManagers: ['custom.regexp'],
  })),
  'a broken schedule': found('config-refused', (config) => ({ ...config, schedule: ['every blue moon'] })),
  'a name without its folders': found('rule-matches-nothing', ofRule(0, { matchPackageNames: ['kubelet-sysext'] })),
  'a name without its suffix': found(
    'rule-matches-nothing',
    ofRule(0, { matchPackageNames: ['oss/v2/kubernetes/kubelet'] }),
  ),
  'another registry in the name': found(
    'rule-matches-nothing',
    ofRule(0, {
      matchPackageNames: ['mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext'],
    }),
  ),
  'a pattern without slashes': found('rule-matches-nothing', ofRule(1, { matchPackageNames: ['-sysext$'] })),
  'a file that is not there': found('rule-matches-nothing', ofRule(1, { matchFileNames: ['component.json'] })),
  'a manager that is not there': found('rule-matches-nothing', ofRule(1, { matchManagers: ['npm'] })),
  'a look-ahead in a name': found('pattern-refused', ofRule(0, { matchPackageNames: ['/kubelet-(?=sysext)/'] })),
  'a look-behind in a file name': found('pattern-refused', ofRule(1, { matchFileNames: ['/(?<!old)components/'] })),
  'an open group in a name': found('pattern-refused', ofRule(0, { matchPackageNames: ['/kubelet-(sysext/'] })),
  'a look-ahead in matchCurrentVersion': found(
    'pattern-refused',
    ofSysexts({ matchCurrentVersion: '/^v(?!2)/', addLabels: ['x'] }),
  ),
  'a look-ahead in matchCurrentValue': found(
    'pattern-refused',
    ofSysexts({ matchCurrentValue: '/^v(?!2)/', addLabels: ['x'] }),
  ),
  'a look-ahead in allowedVersions': found('pattern-refused', ofSysexts({ allowedVersions: '/^v(?!2)/' })),
  'a back-reference in extractVersion': found(
    'pattern-refused',
    ofSysexts({ extractVersion: '^(?<version>(v).+)\\2$' }),
  ),
  'a look-ahead in versioning': found('pattern-refused', ofSysexts({ versioning: 'regex:^v(?<major>\\d+)(?!x)$' })),
  'a broken versioning': found('pattern-refused', ofSysexts({ versioning: 'regex:^v(?<major>\\d+$' })),
  'a versioning without groups': found('renovate-failed', ofSysexts({ versioning: 'regex:^v.*$' })),
  'an unknown versioning': found('versioning-unknown', ofSysexts({ versioning: 'aks-sysext' })),
  "Docker's versioning": found('revision-frozen', ofSysexts({ versioning: 'docker' })),
  'a semver versioning': found('revision-order', ofSysexts({ versioning: 'semver' })),
  'a loose versioning': found('not-covered', ofSysexts({ versioning: 'loose' })),
  'the revision as a pre-release': found(
    'revision-as-prerelease',
    ofSysexts({
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<prerelease>\\d+)-.*$',
    }),
  ),
  'a versioning without the distro': found(
    'distro-switch',
    ofSysexts({
      versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<build>\\d+)-.*$',
      extractVersion: '^(?<version>.*)$',
    }),
  ),
  'every version allowed': found(
    'minor-switch',
    ofSysexts({ allowedVersions: '/./', extractVersion: '^(?<version>.*-azlinux3)$' }),
  ),
  'a repeated count above 1000': found('pattern-refused', ofSysexts({ allowedVersions: '/^v\\d{1,2000}/' })),
  'an unknown datasource': found('datasource-unknown', ofRule(2, { matchDatasources: ['custom.aks-sysexts'] })),
  'an unknown datasource beside a known one': found(
    'datasource-unknown',
    ofRule(2, { matchDatasources: ['custom.aks-sysext', 'dokcer'] }),
  ),
  'an unknown manager in a rule': found('manager-unknown', ofRule(1, { matchManagers: ['regexp'] })),
  'a lookup option for an update type': found('rule-update-types', ofRule(2, { allowedVersions: '/azlinux3/' })),
  'a rule without a condition': found('config-refused', rule({ automerge: true })),
  'a broken JSONata condition': found('expression-broken', rule({ matchJsonata: ['depName ='], automerge: true })),
  'a JSONata condition that is never true': found(
    'rule-matches-nothing',
    rule({ matchJsonata: ['depnam = "kubelet"'], addLabels: ['x'] }),
  ),
  'a release age': found(
    'release-age',
    ofSysexts({ minimumReleaseAge: '3 days', minimumReleaseAgeBehaviour: 'timestamp-required' }),
  ),
  'a group for kubelet alone': found(
    'group-apart',
    rule({ matchPackageNames: [repository('kubelet')], groupName: 'kubelet' }),
  ),
  'an unknown field in a template': found(
    'template-field',
    ofSysexts({ commitMessageTopic: 'sysexts {{newversion}}' }),
  ),
  'an unknown helper in a template': found('template-broken', ofSysexts({ commitMessageTopic: '{{upper depName}}' })),
  'a broken template': found('template-broken', ofSysexts({ commitMessageTopic: '{{#if depName}}x' })),
  'a rule that is hidden': found('rule-hidden', (config) => ({
    ...config,
    packageRules: [
      { matchDatasources: ['custom.aks-sysext'], matchUpdateTypes: ['patch'], automerge: true },
      ...config.packageRules,
    ],
  })),
  'a pre-release let through': found(
    'prerelease-offered',
    ofSysexts({ ignoreUnstable: false, allowedVersions: '/^v1\\.3/' }),
  ),
  'a manager for a file that is not there': found(
    'manager-matches-nothing',
    ofManager({ managerFilePatterns: ['/versions\\.sh$/'] }),
  ),
  'a manager whose pattern matches nothing': found(
    'manager-matches-nothing',
    ofManager({ matchStrings: ['KUBELETS=(?<currentValue>\\S+)'] }),
  ),
  'a manager with a look-behind': found(
    'pattern-refused',
    ofManager({ matchStrings: ['(?<=KUBELET=)(?<currentValue>\\S+)'] }),
  ),
  'a manager with a name twice': found(
    'pattern-refused',
    ofManager({
      matchStrings: ['(?<packageName>a)|(?<packageName>b)=(?<currentValue>\\S+)'],
    }),
  ),
  'a manager with an unknown datasource': found('datasource-unknown', ofManager({ datasourceTemplate: 'custom.aks' })),
  'a manager with an unknown versioning': found('versioning-unknown', ofManager({ versioningTemplate: 'aks-sysext' })),
  'a manager with an unknown group in a template': found(
    'template-field',
    ofManager({ depNameTemplate: '{{{packagename}}}' }),
  ),
  'a manager with a broken file pattern': found(
    'pattern-refused',
    ofManager({ managerFilePatterns: ['/versions\\.(env/'] }),
  ),
  'a manager without a datasource': found('config-refused', (config) => {
    const [{ datasourceTemplate: _, ...manager } = { datasourceTemplate: '' }] = config.customManagers;
    return { ...config, customManagers: [manager] };
  }),
  'a second manager for the manifest': found('extracted-twice', (config) => ({
    ...config,
    customManagers: [
      ...config.customManagers,
      {
        customType: 'regex',
        managerFilePatterns: ['/components\\.json$/'],
        matchStrings: [
          '"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion": "(?<currentValue>[^"]+)"',
        ],
        datasourceTemplate: 'docker',
      },
    ],
  })),
  'another transform': found('transform-empty', (config) => ({
    ...config,
    customDatasources: { 'aks-sysext': { transformTemplates: ['{ "releases": [ tagz ] }'] } },
  })),
  'a broken transform': found('expression-broken', (config) => ({
    ...config,
    customDatasources: { 'aks-sysext': { transformTemplates: ['{ "releases": '] } },
  })),
  ...STOPPING,
  ...AROUND,
  'a missing comma': found('config-broken', (config) => JSON.stringify(config, null, 2).replace('",\n', '"\n')),
  'cut off': found('config-broken', (config) => JSON.stringify(config, null, 2).slice(0, -30)),
};

/** A mutation of the clean manifest, and the lint that must find it. */
export interface ManifestMutation {
  readonly id: string;
  /** The manifest's name, if it is another one. */
  readonly file?: string;
  change?(kubelet: EntryJson, kubectl: EntryJson, packages: Manifest['Packages']): void;
}

const eachSlot = (entry: EntryJson, change: (slot: SlotJson) => Json): void => {
  entry.versionsV2 = entry.versionsV2.map((slot) => change(slot) as SlotJson);
};
const slotAt = ({ versionsV2 }: EntryJson, index: number, change: (slot: SlotJson) => Json): void => {
  versionsV2.splice(index, 1, ...versionsV2.slice(index, index + 1).map((slot) => change(slot) as SlotJson));
};
const renameField = (from: string, to: string) => (slot: Json) => {
  return Object.fromEntries(Object.entries(slot).map(([key, value]) => [key === from ? to : key, value]));
};
const hold = (slot: SlotJson): Json => ({ ...slot, renovateTag: '<DO_NOT_UPDATE>' });

export const MANIFEST_MUTATIONS: Readonly<Record<string, ManifestMutation>> = {
  'a name with a capital': { id: 'manifest-unseen', file: 'Components.json' },
  'a name in capitals': { id: 'manifest-unseen', file: 'COMPONENTS.JSON' },
  'a name with a prefix': { id: 'manifest-unseen', file: 'flatcar-components.json' },
  'a name with a suffix': { id: 'manifest-unseen', file: 'components-flatcar.json' },
  'a name with the extension of a copy': { id: 'manifest-unseen', file: 'components.v2.json' },
  'another name below a directory': { id: 'manifest-unseen', file: 'components/flatcar.json' },
  'previousVersion for previousLatestVersion': {
    id: 'slot-field',
    change: (kubelet) => eachSlot(kubelet, renameField('previousLatestVersion', 'previousVersion')),
  },
  'previousLatestVerison in one slot': {
    id: 'slot-field',
    change: (_, kubectl) => slotAt(kubectl, 1, renameField('previousLatestVersion', 'previousLatestVerison')),
  },
  'previouslatestversion in one slot': {
    id: 'slot-field',
    change: (kubelet) => slotAt(kubelet, 2, renameField('previousLatestVersion', 'previouslatestversion')),
  },
  'k8sversion in every slot': {
    id: 'slot-field',
    change: (kubelet) => eachSlot(kubelet, renameField('k8sVersion', 'k8sversion')),
  },
  'a third version': {
    id: 'slot-field',
    change: (kubelet) => slotAt(kubelet, 0, (slot) => ({ ...slot, oldestVersion: 'v1.34.8-1-azlinux3' })),
  },
  'no previous version in the first slot': {
    id: 'previous-missing',
    change: (kubelet) => slotAt(kubelet, 0, ({ previousLatestVersion: _, ...slot }) => slot),
  },
  'no previous version in the last slot': {
    id: 'previous-missing',
    change: (_, kubectl) => slotAt(kubectl, 2, ({ previousLatestVersion: _previous, ...slot }) => slot),
  },
  'a patch in k8sVersion': {
    id: 'k8s-version',
    change: (kubelet) => slotAt(kubelet, 0, (slot) => ({ ...slot, k8sVersion: '1.34.10' })),
  },
  'a v in k8sVersion': {
    id: 'k8s-version',
    change: (kubelet) => slotAt(kubelet, 1, (slot) => ({ ...slot, k8sVersion: 'v1.35' })),
  },
  'a v in every k8sVersion': {
    id: 'k8s-version',
    change: (_, kubectl) => eachSlot(kubectl, (slot) => ({ ...slot, k8sVersion: `v${slot.k8sVersion}` })),
  },
  'a space in k8sVersion': {
    id: 'k8s-version',
    change: (_, kubectl) => slotAt(kubectl, 0, (slot) => ({ ...slot, k8sVersion: '1.34 ' })),
  },
  'an empty versionsV2': {
    id: 'entry-empty',
    change: (kubelet) => {
      kubelet.versionsV2 = [];
    },
  },
  '<DO_NOT_UPDATE> on kubelet': { id: 'hold-apart', change: (kubelet) => slotAt(kubelet, 0, hold) },
  '<DO_NOT_UPDATE> on kubectl': { id: 'hold-apart', change: (_, kubectl) => slotAt(kubectl, 2, hold) },
  '<DO_NOT_UPDATE> on every kubelet': { id: 'hold-apart', change: (kubelet) => eachSlot(kubelet, hold) },
  '<DO_NOT_UPDATE> without a k8sVersion': {
    id: 'hold-apart',
    change: (kubelet) => slotAt(kubelet, 1, ({ k8sVersion: _, ...slot }) => hold(slot as SlotJson)),
  },
  'slots of kubectl in the package kubelet': {
    id: 'package-mismatch',
    change: (kubelet, kubectl) => {
      kubelet.downloadURL = kubectl.downloadURL;
      eachSlot(kubelet, (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('kubelet', 'kubectl') }));
    },
  },
  'one slot of kubelet in the package kubectl': {
    id: 'package-mismatch',
    change: (_, kubectl) =>
      slotAt(kubectl, 0, (slot) => ({ ...slot, renovateTag: slot.renovateTag.replace('kubectl', 'kubelet') })),
  },
  'a renamed package': {
    id: 'package-mismatch',
    change: (_kubelet, _kubectl, packages) => {
      for (const one of packages) if (one.name === 'kubelet') one.name = 'azure-acr-credential-provider-pmc';
    },
  },
  'no slot of kubectl for the newest minor': {
    id: 'minor-missing',
    change: (_, kubectl) => void kubectl.versionsV2.pop(),
  },
  'no slot of kubelet for the oldest minor': {
    id: 'minor-missing',
    change: (kubelet) => void kubelet.versionsV2.shift(),
  },
  'kubectl one minor off': {
    id: 'minor-missing',
    change: (_, kubectl) =>
      slotAt(kubectl, 0, () => ({
        k8sVersion: '1.37',
        renovateTag: kubectl.versionsV2[1]?.renovateTag,
        latestVersion: 'v1.37.0-1-azlinux3',
        previousLatestVersion: 'v1.37.0-rc.0-1-azlinux3',
      })),
  },
  'a scheme in the downloadURL': {
    id: 'download-url',
    change: (kubelet) => {
      kubelet.downloadURL = `https://${kubelet.downloadURL}`;
    },
  },
  'an OCI scheme in the downloadURL': {
    id: 'download-url',
    change: (_, kubectl) => {
      kubectl.downloadURL = `oci://${kubectl.downloadURL}`;
    },
  },
};

/** A mutated manifest, and the lint that must find the mutation. */
export interface MutatedManifest {
  /** Each is in its own directory. */
  readonly file: string;
  readonly name: string;
  readonly id: string;
  readonly text: string;
}

/** Manifests with one mutation each. */
export function mutatedManifests(): MutatedManifest[] {
  const all = [...componentMutations(), ...Object.entries(MANIFEST_MUTATIONS).map(toNamed), ...textMutations()];
  return all.map(({ file = 'components.json', ...rest }, index) => ({ ...rest, file: `x${index}/${file}` }));
}

type Named = Omit<MutatedManifest, 'file'> & Pick<ManifestMutation, 'file'>;

function toNamed([name, { id, file, change }]: readonly [string, ManifestMutation]): Named {
  const manifest = cleanManifest();
  const [kubelet, kubectl] = entriesOf(manifest);
  if (kubelet !== undefined && kubectl !== undefined) change?.(kubelet, kubectl, manifest.Packages);
  return { name, id, text: text(manifest), ...(file === undefined ? {} : { file }) };
}

/** Each mutation of an entry and of a slot, for each component. */
function componentMutations(): Named[] {
  return Object.keys(COMPONENTS).flatMap((component, index) => {
    const ofEntry = Object.entries(ENTRY_MUTATIONS).map(([name, [id, change]]) => {
      const manifest = cleanManifest();
      const flatcar = manifest.Packages[index]?.downloadURIs.flatcar;
      if (flatcar !== undefined) flatcar.current = change(flatcar.current) as EntryJson;
      return { name: `${component}: ${name}`, id, text: text(manifest) };
    });
    const ofSlot = Object.entries(SLOT_MUTATIONS).map(([name, [id, change]], number) => {
      const manifest = cleanManifest();
      // Another slot for each component and mutation.
      const at = (index + number) % 3;
      for (const entry of entriesOf(manifest).slice(index, index + 1)) slotAt(entry, at, change);
      return { name: `${component} ${at}: ${name}`, id, text: text(manifest) };
    });
    return [...ofEntry, ...ofSlot];
  });
}

/** Manifests that are not valid JSON. */
function textMutations(): Named[] {
  const clean = text(cleanManifest());
  const id = 'slot-unreadable';
  return [
    { name: 'cut off', id, text: clean.slice(0, -200) },
    { name: 'a surplus comma', id, text: clean.replace(/\n( *)\]/, ',\n$1]') },
    { name: 'a missing bracket', id, text: clean.replace(']', '') },
  ];
}

function entriesOf({ Packages }: Manifest): EntryJson[] {
  return Packages.map(({ downloadURIs }) => downloadURIs.flatcar.current);
}

function text(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
