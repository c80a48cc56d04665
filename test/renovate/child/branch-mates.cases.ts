/** A configuration, and the dependencies that could come in the pull request of a sysext by it. */
export interface MatesCase {
  readonly name: string;
  /** What the configuration says beside Renovate's own defaults. */
  readonly config: object;
  /** By their names; of {@link OTHERS}. */
  readonly mates: readonly string[];
}

/** Dependencies beside a kubelet sysext. */
export const OTHERS = {
  npm: ['left-pad', 'kubelet-client'],
  dockerfile: ['mcr.microsoft.com/azurelinux/base', 'docker.io/library/alpine'],
  gomod: ['github.com/acme/tool'],
} as const;

const ALL = Object.values(OTHERS).flat();
const ALPINE = 'docker.io/library/alpine';
const BASE = 'mcr.microsoft.com/azurelinux/base';
const GO = 'github.com/acme/tool';

/** The group that the sysext has by its own rule, in the cases that have one. */
const GROUP = { matchPackageNames: ['/-sysext$/'], groupName: 'Kubernetes sysexts' };

const rules = (...packageRules: object[]) => ({ packageRules });

export const CASES: readonly MatesCase[] = [
  { name: 'no rule', config: {}, mates: [] },
  { name: 'a group of sysexts alone', config: rules(GROUP), mates: [] },
  { name: 'groups of others', config: rules(GROUP, { matchManagers: ['npm'], groupName: 'npm' }), mates: [] },
  {
    name: 'one group by package name',
    config: rules(GROUP, { matchPackageNames: ['docker.io/**'], groupName: 'Kubernetes sysexts' }),
    mates: [ALPINE],
  },
  {
    name: 'one group by manager, written otherwise',
    config: rules(GROUP, { matchManagers: ['gomod'], groupName: 'kubernetes-sysexts' }),
    mates: [GO],
  },
  {
    name: 'one group for one update type',
    config: rules(GROUP, { matchManagers: ['gomod'], matchUpdateTypes: ['patch'], groupName: 'Kubernetes sysexts' }),
    mates: [GO],
  },
  {
    name: 'one group for one update type, as an object in the rule',
    config: rules(GROUP, { matchManagers: ['gomod'], patch: { groupName: 'Kubernetes sysexts' } }),
    mates: [GO],
  },
  {
    name: 'one group by source',
    config: rules(GROUP, { matchSourceUrls: ['https://github.com/acme/**'], groupName: 'Kubernetes sysexts' }),
    mates: ALL,
  },
  {
    name: 'a group that is taken away for some',
    config: rules(
      { matchPackageNames: ['*'], groupName: 'Kubernetes sysexts' },
      { matchManagers: ['npm'], groupName: 'npm' },
    ),
    mates: ALL,
  },
  { name: 'a group for everything', config: { groupName: 'all' }, mates: ALL },
  { name: 'a group for everything of a type', config: { patch: { groupName: 'all' } }, mates: ALL },
  {
    name: 'a group for everything of another manager',
    config: { ...rules(GROUP), npm: { groupName: 'kubernetes sysexts' } },
    mates: OTHERS.npm,
  },
  {
    name: 'a template that comes to the same',
    config: rules(GROUP, { matchManagers: ['gomod'], groupName: 'Kubernetes {{#if isPatch}}sysexts{{/if}}' }),
    mates: [GO],
  },
  {
    name: 'a template that cannot come to the same',
    config: rules(GROUP, { matchManagers: ['gomod'], groupName: 'Go {{newMajor}}' }),
    mates: [],
  },
  {
    name: 'a template of what is known already',
    config: rules(GROUP, { matchPackageNames: ['*'], matchManagers: ['!regex'], groupName: '{{depName}}' }),
    mates: [],
  },
  {
    name: 'a group by version for both',
    config: rules({ matchPackageNames: ['*'], groupName: 'v{{newMajor}}.{{newMinor}}' }),
    mates: ALL,
  },
  {
    name: 'one slug for two groups',
    config: rules(
      { ...GROUP, groupSlug: 'cluster' },
      { matchManagers: ['gomod'], groupName: 'Go', groupSlug: 'cluster' },
    ),
    mates: [GO],
  },
  {
    name: 'one branch for all groups',
    config: { ...rules(GROUP, { matchManagers: ['gomod'], groupName: 'Go' }), group: { branchTopic: 'all-groups' } },
    // Updates that pin have a group by default.
    mates: ALL,
  },
  {
    name: 'one branch, by its topic',
    config: rules(
      { matchPackageNames: ['/-sysext$/'], branchTopic: 'cluster' },
      { matchManagers: ['gomod'], branchTopic: 'cluster' },
    ),
    mates: [GO],
  },
  {
    name: 'one branch for everything, by its name',
    config: { branchName: 'renovate/everything' },
    mates: ALL,
  },
  {
    name: 'branches by hash',
    config: { ...rules(GROUP, { matchManagers: ['gomod'], groupName: 'Kubernetes sysexts' }), hashedBranchLength: 20 },
    mates: [GO],
  },
  {
    name: 'branches by directory',
    config: {
      ...rules(GROUP, { matchManagers: ['gomod'], groupName: 'Kubernetes sysexts' }),
      additionalBranchPrefix: '{{parentDir}}-',
    },
    mates: [GO],
  },
  {
    name: 'separate patches',
    config: {
      ...rules(
        { ...GROUP, separateMinorPatch: true },
        { matchManagers: ['gomod'], groupName: 'Kubernetes sysexts', separateMinorPatch: true },
      ),
    },
    mates: [GO],
  },
  {
    name: 'a name that a rule gives',
    config: rules(
      GROUP,
      { matchPackageNames: ['left-pad'], overridePackageName: 'base/left-pad' },
      {
        matchPackageNames: ['base/**'],
        groupName: 'Kubernetes sysexts',
      },
    ),
    mates: ['left-pad'],
  },
  {
    name: 'a rule that looks at the name before another one changes it',
    config: rules(
      GROUP,
      { matchPackageNames: ['left-pad'], groupName: 'Kubernetes sysexts' },
      { matchPackageNames: ['left-pad'], overridePackageName: 'base/left-pad' },
    ),
    mates: ['left-pad'],
  },
  {
    name: 'the name of the sysext, without a group',
    config: rules({
      matchPackageNames: ['left-pad'],
      overrideDepName: 'registry.example/oss/v2/kubernetes/kubelet-sysext',
    }),
    mates: ['left-pad'],
  },
  {
    name: 'a file',
    config: rules(GROUP, { matchFileNames: ['dockerfile/**'], groupName: 'Kubernetes sysexts' }),
    mates: [BASE, ALPINE],
  },
  {
    name: 'another datasource, by a rule',
    config: rules(
      GROUP,
      { matchPackageNames: ['left-pad'], overrideDatasource: 'docker' },
      {
        matchDatasources: ['docker'],
        groupName: 'Kubernetes sysexts',
      },
    ),
    mates: ['left-pad', BASE, ALPINE],
  },
];
