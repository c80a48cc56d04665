import { bothArches, KUBECTL, KUBELET, manifest } from '../renovate/scenario.ts';
import { PRESET, type Scenario } from './scenarios.ts';

/** What one run of the bot finds, and what is there afterwards. */
interface Run {
  readonly name: string;
  /** A repository that is not in it answers 404. */
  readonly tags: Scenario['tags'];
  /** How the checks of all branches end, from the beginning of this run on. */
  readonly checks: 'pending' | 'success';
  /** The values on main afterwards, slot by slot. */
  readonly main: readonly string[];
  /** The branches that are open afterwards; `registry` stands for the registry's host. */
  readonly branches: readonly string[];
}

/** A repository that the bot works on several times, while the registry changes. */
export interface Sequence extends Omit<Scenario, 'tags'> {
  readonly runs: readonly Run[];
}

const PROVIDER = 'oss/v2/kubernetes/azure-acr-credential-provider-sysext';
const GROUP = 'renovate/kubernetes-sysexts';
const REVISIONS = 'renovate/registry/oss/v2/kubernetes';

const AUTOMERGE = { extends: [PRESET, `${PRESET}//presets/automerge-revisions`] };

/** A repository's tags of both architectures, and those that only x86-64 has. */
function tags(versions: readonly string[], x8664Only: readonly string[] = []): string[] {
  return [...bothArches(versions), ...x8664Only.map((version) => `${version}-x86-64`)];
}

const FILES = {
  'a/components.json': manifest([
    { repository: KUBELET, latest: 'v1.34.9-1-azlinux3' },
    { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
  ]),
  'b/components.json': manifest([
    { repository: KUBECTL, latest: 'v1.34.9-4-azlinux3' },
    { repository: PROVIDER, latest: 'v1.34.13-2-azlinux3' },
    { repository: KUBELET, latest: 'v1.35.6-1-azlinux3' },
  ]),
};
const BEFORE = values('v1.34.9-1', 'v1.34.9-5', 'v1.34.9-4', 'v1.34.13-2', 'v1.35.6-1');

function values(...versions: readonly string[]): string[] {
  return versions.map((version) => `${version}-azlinux3`);
}

/** A patch of kubelet 1.34, revisions of the others. */
const TAGS = {
  [KUBELET]: tags(values('v1.34.9-1', 'v1.34.10-1', 'v1.35.6-1', 'v1.35.6-2')),
  [KUBECTL]: tags(values('v1.34.9-4', 'v1.34.9-5', 'v1.34.9-6')),
  [PROVIDER]: tags(values('v1.34.13-2', 'v1.34.13-3')),
};
const ALL_BRANCHES = [
  GROUP,
  `${REVISIONS}/azure-acr-credential-provider-sysext-v1.34.13-3-azlinux3`,
  `${REVISIONS}/kubectl-sysext-v1.34.9-6-azlinux3`,
  `${REVISIONS}/kubelet-sysext-v1.35.6-2-azlinux3`,
];

export const SEQUENCES: readonly Sequence[] = [
  {
    name: 'the lookup of a patch fails after its pull request was opened',
    config: AUTOMERGE,
    files: FILES,
    runs: [
      { name: 'all is found', tags: TAGS, checks: 'pending', main: BEFORE, branches: ALL_BRANCHES },
      {
        name: 'kubelet is not found, by a list as long as a page',
        tags: { ...TAGS, [KUBELET]: Array.from({ length: 100 }, (_, index) => `v1.34.${index}-1-azlinux3-arm64`) },
        checks: 'success',
        main: values('v1.34.9-1', 'v1.34.9-6', 'v1.34.9-6', 'v1.34.13-3', 'v1.35.6-1'),
        branches: [],
      },
    ],
  },
  {
    name: 'tags are withdrawn after their pull requests were opened',
    config: AUTOMERGE,
    files: FILES,
    runs: [
      { name: 'all is found', tags: TAGS, checks: 'pending', main: BEFORE, branches: ALL_BRANCHES },
      {
        name: 'a patch and two revisions have lost an architecture',
        tags: {
          ...TAGS,
          [KUBELET]: tags(values('v1.34.9-1', 'v1.35.6-1'), values('v1.34.10-1', 'v1.35.6-2')),
          [KUBECTL]: tags(values('v1.34.9-4', 'v1.34.9-5'), values('v1.34.9-6')),
        },
        checks: 'success',
        main: values('v1.34.9-1', 'v1.34.9-5', 'v1.34.9-5', 'v1.34.13-3', 'v1.35.6-1'),
        branches: [],
      },
    ],
  },
  {
    name: 'newer tags are published after the pull requests were opened',
    config: AUTOMERGE,
    files: FILES,
    runs: [
      { name: 'all is found', tags: TAGS, checks: 'pending', main: BEFORE, branches: ALL_BRANCHES },
      {
        name: 'a revision after the revision, a patch after the revision',
        tags: {
          ...TAGS,
          [KUBECTL]: tags(values('v1.34.9-4', 'v1.34.9-6', 'v1.34.9-7')),
          [PROVIDER]: tags(values('v1.34.13-2', 'v1.34.13-3', 'v1.34.14-1')),
        },
        checks: 'success',
        main: values('v1.34.9-1', 'v1.34.9-7', 'v1.34.9-7', 'v1.34.13-2', 'v1.35.6-2'),
        branches: [GROUP],
      },
    ],
  },
];
