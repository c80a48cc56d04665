import { manifest, PRESET, pack, slot, subPreset } from '../../src/check/examples.ts';

/** A repository's configuration, and all that is found in it. */
export interface Case {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The manifest of {@link TWO}, if not given. */
  readonly manifests?: Readonly<Record<string, object>>;
  /** Severity, lint and place of each finding. */
  readonly found: readonly string[];
  /** A part of the first finding's message, where there is more to see than its place. */
  readonly message?: RegExp;
}

const KUBELET = 'oss/v2/kubernetes/kubelet-sysext';
const KUBECTL = 'oss/v2/kubernetes/kubectl-sysext';

const slots = (name: string) =>
  pack(name, [
    slot(name, 'v1.34.9-1-azlinux3', 'v1.34.8-1-azlinux3'),
    slot(name, 'v1.35.5-1-azlinux3', 'v1.35.4-1-azlinux3'),
  ]);

/** kubelet and kubectl, 1.34 and 1.35. */
export const TWO = manifest(slots('kubelet'), slots('kubectl'));
const WITH_PROVIDER = manifest(slots('kubelet'), slots('kubectl'), slots('azure-acr-credential-provider'));

const extended = (more: object = {}) => ({ extends: [PRESET], ...more });
const rules = (...packageRules: object[]) => extended({ packageRules });
const sysexts = (fields: object) => rules({ matchPackageNames: ['/-sysext$/'], ...fields });
const kubectl = (fields: object) => rules({ matchPackageNames: ['**/kubectl-sysext'], ...fields });

/** A manager as teams have it: by docker, with a template that writes the registry and replaces the previous version. */
const OWN_MANAGER = {
  customType: 'regex',
  managerFilePatterns: ['/(^|/)components\\.json$/'],
  matchStrings: [
    '"renovateTag":\\s*"OCI_registry=(?<registryUrl>[^,]+), name=(?<packageName>[^"]+)",\\s*"latestVersion":\\s*"(?<currentValue>[^"]+)"(?:[^}]*"previousLatestVersion":\\s*"(?<depType>[^"]+)")?',
  ],
  datasourceTemplate: 'docker',
  autoReplaceStringTemplate:
    '"renovateTag": "OCI_registry={{{registryUrl}}}, name={{{packageName}}}",\n          "latestVersion": "{{{newValue}}}"{{#if depType}},\n          "previousLatestVersion": "{{{currentValue}}}"{{/if}}',
};

/** What is deliberate is a note; the setting is named. */
const STOPPED: readonly Case[] = [
  {
    name: 'updates off by a rule',
    config: sysexts({ enabled: false }),
    found: ['info slot-stopped packageRules[0].enabled'],
  },
  {
    name: 'patches off by a rule',
    config: sysexts({ matchUpdateTypes: ['patch'], enabled: false }),
    found: ['info slot-stopped packageRules[0].enabled'],
    message: /patch updates are not proposed \(kubelet 1\.34, 1\.35; kubectl 1\.34, 1\.35\)/,
  },
  {
    name: 'patches off in a rule',
    config: sysexts({ patch: { enabled: false } }),
    found: ['info slot-stopped packageRules[0].patch.enabled'],
  },
  {
    name: 'patches off at the top',
    config: extended({ patch: { enabled: false } }),
    found: ['info slot-stopped patch.enabled'],
  },
  {
    name: 'patches off by a flag',
    config: extended({ patch: false }),
    found: ['info slot-stopped patch.enabled'],
  },
  {
    name: 'all off but one',
    config: rules({ matchPackageNames: ['!**/kubelet-sysext'], enabled: false }),
    found: ['info slot-stopped packageRules[0].enabled'],
    message: /\(kubectl 1\.34, 1\.35\)/,
  },
  {
    name: 'patches of kubectl off',
    config: kubectl({ matchUpdateTypes: ['patch'], enabled: false }),
    found: ['info slot-stopped packageRules[0].enabled'],
  },
  {
    name: 'off by a preset',
    config: {
      extends: [PRESET, ':disableDependencyDashboard', ':disablePeerDependencies'],
      packageRules: [{ extends: [':disableRateLimiting'], matchPackageNames: ['/-sysext$/'], enabled: false }],
    },
    found: ['info slot-stopped packageRules[0].enabled'],
  },
  {
    name: 'ignored by depName',
    config: extended({ ignoreDeps: [`registry.example/${KUBELET}`] }),
    found: ['info slot-stopped ignoreDeps'],
    message: /kubelet 1\.34, 1\.35\)/,
  },
  {
    name: 'ignored by a name that matches nothing',
    config: extended({ ignoreDeps: [KUBELET] }),
    found: ['warning name-matches-nothing ignoreDeps[0]'],
  },
  {
    name: 'a schedule of quarters',
    config: { extends: [PRESET, 'schedule:quarterly'] },
    found: ['info slot-stopped extends[1]'],
  },
  { name: 'a schedule of months', config: { extends: [PRESET, 'schedule:monthly'] }, found: [] },
  {
    name: 'a schedule of nights in a timezone',
    config: extended({ timezone: 'Asia/Kolkata', schedule: ['after 10pm every weekday', 'before 5am every weekday'] }),
    found: [],
  },
  {
    name: 'approval in the dashboard',
    config: extended({ dependencyDashboardApproval: true }),
    found: ['info slot-stopped dependencyDashboardApproval'],
  },
  {
    name: 'approval of pull requests',
    config: sysexts({ prCreation: 'approval' }),
    found: ['info slot-stopped packageRules[0].prCreation'],
  },
  {
    name: 'pull requests after checks',
    config: extended({ prCreation: 'status-success' }),
    found: ['warning slot-stopped prCreation'],
  },
  {
    name: 'pull requests after checks or a day',
    config: extended({ prCreation: 'not-pending' }),
    found: ['info slot-stopped prCreation'],
  },
  { name: 'silence', config: extended({ mode: 'silent' }), found: ['warning slot-stopped mode'] },
  {
    name: 'groups larger than there are sysexts',
    config: extended({ minimumGroupSize: 9 }),
    found: ['warning slot-stopped minimumGroupSize'],
  },
  { name: 'groups as large as they can be', config: extended({ minimumGroupSize: 4 }), found: [] },
  {
    name: 'a limit below the number of branches',
    config: { extends: [PRESET, subPreset('per-minor')], prConcurrentLimit: 1, branchConcurrentLimit: 1 },
    found: ['warning slot-stopped branchConcurrentLimit'],
    message: /of 2 branches/,
  },
  {
    name: 'a limit that any other pull request reaches',
    config: extended({ prConcurrentLimit: 1, branchConcurrentLimit: 1 }),
    found: ['info slot-stopped branchConcurrentLimit'],
  },
  {
    name: 'a limit as most have it',
    config: { extends: [PRESET, subPreset('per-minor')], prConcurrentLimit: 10 },
    found: [],
  },
  {
    name: 'no limit',
    config: extended({ prConcurrentLimit: 0, prHourlyLimit: 0, branchConcurrentLimit: 0 }),
    found: [],
  },
  {
    name: 'a limit of a rule that is above',
    config: {
      extends: [PRESET, subPreset('per-minor')],
      prConcurrentLimit: 1,
      packageRules: [{ matchPackageNames: ['/-sysext$/'], prConcurrentLimit: 0 }],
    },
    found: [],
  },
  {
    name: 'a release age that registries do not tell',
    config: sysexts({ minimumReleaseAge: '3 days', minimumReleaseAgeBehaviour: 'timestamp-required' }),
    found: ['error release-age packageRules[0].minimumReleaseAge'],
  },
  { name: 'a release age that is optional', config: extended({ minimumReleaseAge: '3 days' }), found: [] },
  {
    name: 'branches that are merged by themselves',
    config: sysexts({ automerge: true, automergeType: 'branch' }),
    found: ['info slot-stopped packageRules[0].automergeType'],
  },
  { name: 'pull requests that are merged by themselves', config: sysexts({ automerge: true }), found: [] },
  { name: 'drafts', config: extended({ draftPR: true }), found: ['info slot-stopped draftPR'] },
  {
    name: 'closed pull requests that stay closed',
    config: extended({ recreateWhen: 'never' }),
    found: ['warning slot-stopped recreateWhen'],
  },
  {
    name: 'pull requests that are not rebased',
    config: extended({ rebaseWhen: 'never' }),
    found: ['info slot-stopped rebaseWhen'],
  },
  {
    name: 'exact versions that stay',
    config: extended({ updatePinnedDependencies: false }),
    found: ['warning slot-stopped updatePinnedDependencies'],
  },
  {
    name: 'values that a rule cannot read',
    config: sysexts({ versionCompatibility: '^(?<version>.*?)(?<compatibility>-azlinux3)$' }),
    found: ['error slot-stopped packageRules[0].versionCompatibility'],
    message: /invalid-value/,
  },
  {
    name: 'a range that does not parse',
    config: sysexts({ allowedVersions: 'not/a range' }),
    found: ['error renovate-failed packageRules[0].allowedVersions'],
  },
  {
    name: 'slots of another manager that are disabled',
    config: extended({
      customManagers: [OWN_MANAGER],
      packageRules: [{ matchDatasources: ['docker'], matchPackageNames: ['/-sysext$/'], enabled: false }],
    }),
    found: [],
  },
];

/** By the branches of each type of update. */
const BRANCHES: readonly Case[] = [
  {
    name: 'kubectl in a group of its own',
    config: kubectl({ groupName: 'cli tools' }),
    found: ['error group-apart packageRules[0]'],
  },
  {
    name: 'patches of kubectl in a group of their own',
    config: kubectl({ matchUpdateTypes: ['patch'], groupName: 'cli tools' }),
    found: ['error group-apart'],
    message: /kubectl 1\.34 is in renovate\/cli-tools/,
  },
  {
    name: 'the same in a rule for all',
    config: kubectl({ patch: { groupName: 'cli tools' } }),
    found: ['error group-apart'],
  },
  {
    name: 'majors of kubectl in a group of their own',
    config: kubectl({ matchUpdateTypes: ['major'], groupName: 'cli tools' }),
    found: [],
  },
  { name: 'no group at all', config: sysexts({ groupName: null }), found: ['error group-apart packageRules[0]'] },
  {
    name: 'a component in a branch of its own by its file',
    config: rules({ matchFileNames: ['kubectl/**'], groupName: 'cli tools' }),
    manifests: {
      'kubelet/components.json': manifest(slots('kubelet')),
      'kubectl/components.json': manifest(slots('kubectl')),
    },
    found: ['error group-apart packageRules[0]'],
  },
  {
    name: 'a branch for each directory',
    config: sysexts({ additionalBranchPrefix: '{{packageFileDir}}-' }),
    manifests: { 'a/components.json': TWO, 'b/components.json': TWO },
    found: [],
  },
  {
    name: 'a branch for each directory, one of which has kubelet alone',
    config: sysexts({ additionalBranchPrefix: '{{packageFileDir}}-' }),
    manifests: { 'a/components.json': TWO, 'b/components.json': manifest(slots('kubelet')) },
    found: [],
  },
  { name: 'a branch for each minor', config: { extends: [PRESET, subPreset('per-minor')] }, found: [] },
  {
    name: 'two teams with a group each',
    config: rules(
      {
        matchPackageNames: [KUBELET, KUBECTL],
        matchUpdateTypes: ['patch'],
        groupName: 'node',
        reviewers: ['team:node'],
      },
      {
        matchPackageNames: ['**/azure-acr-credential-provider-sysext'],
        matchUpdateTypes: ['patch'],
        groupName: 'acr',
        assignees: ['team:acr'],
      },
    ),
    manifests: { 'components.json': WITH_PROVIDER },
    found: ['info group-apart'],
  },
  {
    name: 'two groups with the same owners',
    config: rules(
      { matchPackageNames: ['/-sysext$/'], reviewers: ['team:node'] },
      { matchPackageNames: ['**/azure-acr-credential-provider-sysext'], groupName: 'acr' },
    ),
    manifests: { 'components.json': WITH_PROVIDER },
    found: ['error group-apart packageRules[1]'],
  },
  {
    name: 'two groups in one branch',
    config: rules(
      { matchPackageNames: ['**/kubelet-sysext'], groupName: 'a', groupSlug: 'same' },
      { matchPackageNames: ['**/kubectl-sysext'], groupName: 'b', groupSlug: 'same' },
    ),
    found: ['error branch-collision renovate.json'],
    message: /kubelet 1\.34, 1\.35; kubectl 1\.34, 1\.35: the groups a, b share the branch renovate\/same/,
  },
  {
    name: 'groups whose branches have no topic',
    config: { extends: [PRESET, subPreset('per-minor')], group: { branchTopic: '' } },
    found: ['error branch-collision renovate.json'],
  },
  {
    name: 'groups whose titles have no topic',
    config: {
      extends: [PRESET, subPreset('per-minor')],
      group: { commitMessageTopic: '' },
      packageRules: [{ matchPackageNames: ['/-sysext$/'], commitMessageExtra: '' }],
    },
    found: ['error branch-collision renovate.json'],
    message: /share the title/,
  },
];

/** By the type that Renovate gives a made-up update. */
const OFFERS: readonly Case[] = [
  { name: 'the default preset', config: extended(), found: [] },
  {
    name: 'every minor, where minors are disabled',
    config: sysexts({ allowedVersions: '/./', extractVersion: '^(?<version>.*-azlinux3)$', minor: { enabled: false } }),
    found: [],
  },
  {
    name: 'every minor, where minors of all packages are disabled',
    config: rules(
      { matchUpdateTypes: ['minor'], enabled: false },
      { matchPackageNames: ['/-sysext$/'], allowedVersions: '/-azlinux3$/', extractVersion: '^(?<version>.*)$' },
    ),
    found: [],
  },
  {
    name: 'every minor, where minors wait for approval',
    config: sysexts({
      allowedVersions: '/-azlinux3$/',
      extractVersion: '^(?<version>.*)$',
      minor: { dependencyDashboardApproval: true },
    }),
    found: [],
  },
  {
    name: 'every minor',
    config: sysexts({ allowedVersions: '/-azlinux3$/', extractVersion: '^(?<version>.*)$' }),
    found: ['error minor-switch packageRules[0]'],
  },
  {
    name: 'a range that npm reads',
    config: rules({ matchPackageNames: ['/kube(let|ctl)/'], allowedVersions: '<1.35.0' }),
    found: ['error revision-frozen packageRules[0]'],
    message: /newer builds would not be proposed, by allowedVersions of packageRules\[0\]/,
  },
  {
    name: 'one patch alone',
    config: sysexts({ allowedVersions: '/^v1\\.3[45]\\.[59]-/' }),
    found: ['error revision-frozen packageRules[0]'],
    message: /a newer patch, a newer patch with another revision would not be proposed/,
  },
];

/** Names, registries, and what the presets promise. */
const OTHERS: readonly Case[] = [
  {
    name: 'a name of a sysext that matches nothing, beside one that does',
    config: rules({ matchPackageNames: ['kubelet-sysext', KUBECTL], addLabels: ['x'] }),
    found: ['warning name-matches-nothing packageRules[0].matchPackageNames[0]'],
  },
  {
    name: 'a depName in the place of a package name',
    config: rules({ matchDepNames: [KUBELET, `registry.example/${KUBECTL}`], addLabels: ['x'] }),
    found: ['warning name-matches-nothing packageRules[0].matchDepNames[0]'],
  },
  {
    name: 'a pattern that matches nothing, beside one that does',
    config: rules({ matchPackageNames: ['/^kubelet-sysext$/', '/kubectl-sysext$/'], addLabels: ['x'] }),
    found: ['warning name-matches-nothing packageRules[0].matchPackageNames[0]'],
  },
  {
    name: 'a name that excludes nothing',
    config: rules({ matchPackageNames: ['/-sysext$/', '!**/other-sysext'], addLabels: ['x'] }),
    found: [],
  },
  {
    name: 'other names that match nothing, beside one that does',
    config: rules({ matchPackageNames: ['lodash', KUBECTL], addLabels: ['x'] }),
    found: [],
  },
  {
    name: 'the name of another component',
    config: rules({ matchPackageNames: [KUBELET], overridePackageName: 'oss/v2/kubernetes/kubelett-sysext' }),
    found: ['error package-renamed packageRules[0].overridePackageName'],
  },
  {
    name: 'a misspelled path',
    config: rules({ matchPackageNames: [KUBELET], overridePackageName: 'oss/v2/kubernets/kubelet-sysext' }),
    found: ['error package-renamed packageRules[0].overridePackageName'],
  },
  {
    name: 'the name of no sysext',
    config: rules({ matchPackageNames: [KUBELET], overridePackageName: 'oss/v2/kubernetes/kubelet' }),
    found: ['error package-renamed packageRules[0].overridePackageName'],
  },
  {
    name: 'a mirror',
    config: rules({ matchPackageNames: [KUBELET], overridePackageName: `mirror/${KUBELET}` }),
    found: [],
  },
  {
    name: 'tags of one arch, as documented',
    config: { extends: [PRESET, subPreset('docker')] },
    found: ['info arch-not-checked components.json'],
    message: /kubelet 1\.34, kubelet 1\.35, kubectl 1\.34, kubectl 1\.35: looked up by the docker datasource/,
  },
  {
    name: 'tags of the one arch that is wanted',
    config: { extends: [PRESET, subPreset('docker'), subPreset('x86-64-only')] },
    found: [],
  },
  {
    name: 'the rules alone, for a manager that writes the registry and rotates on every revision',
    config: { extends: [subPreset('rules')], customManagers: [OWN_MANAGER] },
    found: ['warning arch-not-checked components.json', 'warning rotation-not-kept components.json'],
    message: /docker datasource/,
  },
  {
    name: 'the rules alone, for a manager that does not rotate',
    config: {
      extends: [subPreset('rules')],
      customManagers: [{ ...OWN_MANAGER, autoReplaceStringTemplate: undefined }],
    },
    found: ['warning arch-not-checked components.json', 'warning rotation-not-kept components.json'],
  },
  {
    name: 'a template that writes another value',
    config: {
      extends: [subPreset('rules')],
      customManagers: [{ ...OWN_MANAGER, autoReplaceStringTemplate: '"latestVersion": "{{{currentValue}}}"' }],
    },
    found: ['error slot-stopped renovate.json', 'warning arch-not-checked components.json'],
    message: /cannot write the new value/,
  },
];

export const CASES: readonly Case[] = [...STOPPED, ...BRANCHES, ...OFFERS, ...OTHERS];
