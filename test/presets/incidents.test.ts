import { describe, expect, test } from 'vitest';
import { assemble } from '../../src/analysis/assemble.ts';
import type { RenovateResult } from '../../src/renovate/messages.ts';
import {
  bothArches,
  DEFAULT_PRESET,
  edited,
  KUBECTL,
  KUBELET,
  manifest,
  proposals,
  REGISTRY,
  runScenario,
  type Slot,
} from '../renovate/scenario.ts';

const PROVIDER = 'oss/v2/kubernetes/azure-acr-credential-provider-sysext';

interface Incident {
  readonly number: number;
  readonly happened: string;
  readonly now: string;
  readonly slots: readonly Slot[];
  readonly tags: Readonly<Record<string, readonly string[]>>;
  readonly config?: object;
  check(answer: RenovateResult): void;
}

/** A preset beside the default one. */
const and = (name: string) => ({ extends: [DEFAULT_PRESET, `${DEFAULT_PRESET}//presets/${name}`] });

/** Real incidents in repositories of host images, and what the presets do in the same situation. */
const INCIDENTS: readonly Incident[] = [
  {
    number: 1,
    happened: 'the revision was taken for a suffix that must stay: no revision was offered for months',
    now: 'revisions are offered, and patches whatever their revision',
    slots: [
      { repository: KUBELET, latest: 'v1.34.9-2-azlinux3' },
      { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
    ],
    tags: {
      [KUBELET]: ['v1.34.9-2-azlinux3', 'v1.34.9-3-azlinux3'],
      [KUBECTL]: ['v1.34.9-5-azlinux3', 'v1.34.10-1-azlinux3'],
    },
    check: (answer) =>
      expect(proposals(answer)).toEqual({
        [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.9-3-azlinux3',
        [`${KUBECTL} v1.34.9-5-azlinux3`]: 'v1.34.10-1-azlinux3',
      }),
  },
  {
    number: 2,
    happened: 'every slot was offered the newest minor',
    now: 'each slot stays on its Kubernetes line',
    slots: [
      { repository: KUBELET, latest: 'v1.30.100-3-azlinux3' },
      { repository: KUBELET, latest: 'v1.34.9-2-azlinux3' },
    ],
    tags: { [KUBELET]: ['v1.30.100-3-azlinux3', 'v1.30.100-4-azlinux3', 'v1.34.9-2-azlinux3', 'v1.35.0-3-azlinux3'] },
    check: (answer) =>
      expect(proposals(answer)).toEqual({ [`${KUBELET} v1.30.100-3-azlinux3`]: 'v1.30.100-4-azlinux3' }),
  },
  {
    number: 3,
    happened: 'kubectl jumped to a long-term-support build while kubelet stayed',
    now: 'lts-hold keeps it off such builds',
    config: and('lts-hold'),
    slots: [
      { repository: KUBELET, latest: 'v1.31.14-1-azlinux3' },
      { repository: KUBECTL, latest: 'v1.31.14-1-azlinux3' },
    ],
    tags: {
      [KUBELET]: ['v1.31.14-1-azlinux3'],
      [KUBECTL]: ['v1.31.14-1-azlinux3', 'v1.31.100-1-azlinux3'],
    },
    check: (answer) => expect(answer.branches).toEqual([]),
  },
  {
    number: 4,
    happened: 'kubelet was bumped, kubectl ten weeks later',
    now: 'one pull request, though revisions and patch lines differ',
    slots: [
      { repository: KUBELET, latest: 'v1.34.8-1-azlinux3' },
      { repository: KUBECTL, latest: 'v1.34.8-1-azlinux3' },
      { repository: PROVIDER, latest: 'v1.34.12-2-azlinux3' },
    ],
    tags: {
      [KUBELET]: ['v1.34.8-1-azlinux3', 'v1.34.9-2-azlinux3'],
      [KUBECTL]: ['v1.34.8-1-azlinux3', 'v1.34.9-5-azlinux3'],
      [PROVIDER]: ['v1.34.12-2-azlinux3', 'v1.34.13-1-azlinux3'],
    },
    check: (answer) => expect(answer.branches.map(({ upgrades }) => upgrades.length)).toEqual([3]),
  },
  {
    number: 5,
    happened: 'a bump of the revision alone evicted the previous patch',
    now: 'the previous patch stays cached',
    slots: [{ repository: PROVIDER, latest: 'v1.34.13-1-azlinux3', previous: 'v1.34.12-2-azlinux3' }],
    tags: { [PROVIDER]: ['v1.34.12-2-azlinux3', 'v1.34.13-1-azlinux3', 'v1.34.13-2-azlinux3'] },
    check: (answer) =>
      expect(edited(answer, 'components.json')).toBe(
        manifest([{ repository: PROVIDER, latest: 'v1.34.13-2-azlinux3', previous: 'v1.34.12-2-azlinux3' }]),
      ),
  },
  {
    number: 6,
    happened: 'rules named kubelet-sysext, not the whole repository, and matched nothing',
    now: 'the rules match the end of the repository, under any prefix',
    slots: [{ repository: 'some/mirror/of/kubelet-sysext', latest: 'v1.34.9-2-azlinux3' }],
    tags: { 'some/mirror/of/kubelet-sysext': ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.35.0-1-azlinux3'] },
    check: (answer) =>
      expect(answer.branches.map(({ branchName, upgrades }) => [branchName, upgrades[0]?.newValue])).toEqual([
        ['renovate/kubernetes-sysexts', 'v1.34.10-1-azlinux3'],
      ]),
  },
  {
    number: 7,
    happened: "a sysext outside of the rule's folder was never bumped",
    now: 'every repository whose name ends in -sysext is bumped',
    slots: [
      { repository: 'aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext', latest: 'v1.1.4-1-azlinux3' },
    ],
    tags: {
      'aks-secure-tls-bootstrap/v2/aks-secure-tls-bootstrap-client-sysext': ['v1.1.4-1-azlinux3', 'v1.1.4-2-azlinux3'],
    },
    check: (answer) =>
      expect(answer.branches.map(({ upgrades }) => upgrades[0]?.newValue)).toEqual(['v1.1.4-2-azlinux3']),
  },
  {
    number: 8,
    happened: 'a broad rule took the revision for a pre-release, and dropped the values as invalid',
    now: 'the plan says so, for every slot, and is not whole',
    config: {
      extends: [DEFAULT_PRESET],
      packageRules: [
        {
          matchPackageNames: ['oss/v2/**'],
          versioning: 'regex:^v(?<major>\\d+)\\.(?<minor>\\d+)\\.(?<patch>\\d+)-(?<prerelease>\\d+)$',
        },
      ],
    },
    slots: [{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }],
    tags: { [KUBELET]: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'] },
    check: (answer) =>
      expect(assemble(answer, [], 'here').diagnostics).toEqual([
        expect.objectContaining({
          severity: 'error',
          file: 'components.json',
          package: KUBELET,
          message: expect.stringContaining('invalid-value'),
        }),
      ]),
  },
  {
    number: 9,
    happened: 'the two arch tags were rival versions; later, a version without arm64 was offered',
    now: 'a version is one, and is offered when every arch has it',
    slots: [{ repository: KUBELET, latest: 'v1.34.9-2-azlinux3' }],
    tags: { [KUBELET]: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.11-1-azlinux3-x86-64'] },
    check: (answer) => expect(proposals(answer)).toEqual({ [`${KUBELET} v1.34.9-2-azlinux3`]: 'v1.34.10-1-azlinux3' }),
  },
  {
    number: 13,
    happened: 'slots without revision and distro are another style, which rules for the one did not know',
    now: 'both styles are bumped, side by side',
    config: and('revisionless(azlinux3)'),
    slots: [
      { repository: KUBELET, latest: 'v1.34.9' },
      { repository: KUBECTL, latest: 'v1.34.9-5-azlinux3' },
    ],
    tags: {
      [KUBELET]: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3', 'v1.34.11-1-noble'],
      [KUBECTL]: ['v1.34.9-5-azlinux3', 'v1.34.10-1-azlinux3'],
    },
    check: (answer) =>
      expect(proposals(answer)).toEqual({
        [`${KUBELET} v1.34.9`]: 'v1.34.10',
        [`${KUBECTL} v1.34.9-5-azlinux3`]: 'v1.34.10-1-azlinux3',
      }),
  },
];

describe.each(INCIDENTS)('incident $number: $happened', ({ now, slots, tags, config, check }) => {
  test(now, async () => {
    const lists = Object.fromEntries(
      Object.entries(tags).map(([repository, versions]) => [repository, bothArches(versions)]),
    );
    const files = { 'components.json': manifest(slots) };
    const answer = await runScenario({ files, tags: lists, ...(config === undefined ? {} : { config }) });
    expect(answer.failure).toBeUndefined();
    expect(JSON.stringify(answer.packageFiles)).toContain(REGISTRY);
    check(answer);
  });
});
