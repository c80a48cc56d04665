import { RegistryError, type RegistryFailure } from '../../src/registry/client.ts';
import type { Arch } from '../../src/sysext/arch.ts';

/** A node, a registry, and what is asked for. */
export interface Case {
  readonly name: string;
  /** Tags of the cached images; `x86-64` is added where a tag has no arch. */
  readonly cached?: readonly string[];
  /** Tags of the registry, likewise. */
  readonly tags?: readonly string[];
  readonly failure?: Error;
  readonly version?: string;
  readonly arch?: Arch;
  readonly distro?: string;
  readonly isolated?: boolean;
  readonly tarball?: string;
  /** The source, and the tag or the tarball. */
  readonly expected: readonly [source: string, what: string | null];
  /** Each step's outcome, and a part of its reason. */
  readonly steps: readonly (readonly [step: string, outcome: string, reason: string])[];
}

const failure = (kind: RegistryFailure) => new RegistryError(kind, 'registry.example/oss: says nothing');

const ASKED_FOR = ['distro', 'match', 'azlinux3: it is asked for'] as const;
const BY_CACHE = ['distro', 'match', 'azlinux3: every cached kubelet'] as const;
const UNKNOWN = ['distro', 'no-match', 'no kubelet for x86-64 is cached'] as const;

export const CASES: readonly Case[] = [
  {
    name: 'local only',
    cached: ['v1.34.10-1-azlinux3'],
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [
      ['distro', 'match', 'azlinux3: every cached kubelet v1.34.10 is built for it'],
      ['local', 'match', 'v1.34.10-1-azlinux3-x86-64 is the cached match'],
    ],
  },
  {
    name: 'remote only',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3'],
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [
      UNKNOWN,
      ['local', 'no-match', 'no kubelet v1.34.10 for x86-64 is cached; no other is, either'],
      ['remote', 'match', 'kubelet-sysext:v1.34.10-2-azlinux3-x86-64 is the newest of 2 matches'],
    ],
  },
  {
    name: 'both: the cached one, although there is a newer revision',
    cached: ['v1.34.10-1-azlinux3'],
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3'],
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', 'the cached match']],
  },
  {
    name: 'an older patch in the cache',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.9-2-azlinux3', 'v1.34.10-1-azlinux3'],
    expected: ['remote', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [
      ['distro', 'match', 'azlinux3: every cached kubelet is built for it'],
      ['local', 'no-match', 'the newest that are: v1.34.9-2-azlinux3-x86-64'],
      ['remote', 'match', 'is the only match'],
    ],
  },
  {
    name: 'another distro in the registry: noble never stands in for azlinux3',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-3-noble'],
    expected: ['tarball', null],
    steps: [
      BY_CACHE,
      ['local', 'no-match', 'v1.34.10 for azlinux3 and x86-64'],
      ['remote', 'no-match', 'of that release there are v1.34.10-3-noble-x86-64'],
      ['tarball', 'no-match', 'no sysext matches, and --tarball names no tarball'],
    ],
  },
  {
    name: 'another distro in the cache',
    cached: ['v1.34.10-9-noble', 'v1.34.10-1-azlinux3'],
    distro: 'azlinux3',
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'match', 'the cached match']],
  },
  {
    name: 'the distro of the matches counts, not that of other versions',
    cached: ['v1.34.10-1-azlinux3', 'v1.33.9-1-noble'],
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', 'the cached match']],
  },
  {
    name: '1.34.1 beside 1.34.10 in the cache',
    cached: ['v1.34.10-1-azlinux3'],
    tags: ['v1.34.1-1-azlinux3', 'v1.34.10-1-azlinux3'],
    version: '1.34.1',
    expected: ['remote', 'v1.34.1-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', 'no kubelet v1.34.1 for'], ['remote', 'match', 'the only match']],
  },
  {
    name: '1.34.1 beside 1.34.10 in the registry',
    tags: ['v1.34.10-1-azlinux3'],
    version: '1.34.1',
    expected: ['tarball', null],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'none of the 1 tags of oss/v2/kubernetes/kubelet-sysext is v1.34.1 for x86-64'],
      ['tarball', 'no-match', 'no sysext matches'],
    ],
  },
  {
    name: '-9 beside -10 in the cache',
    cached: ['v1.34.10-9-azlinux3', 'v1.34.10-10-azlinux3'],
    expected: ['local', 'v1.34.10-10-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', 'v1.34.10-10-azlinux3-x86-64 is the newest of 2 cached matches']],
  },
  {
    name: '-9 beside -10 in the registry',
    tags: ['v1.34.10-9-azlinux3', 'v1.34.10-10-azlinux3'],
    expected: ['remote', 'v1.34.10-10-azlinux3-x86-64'],
    steps: [UNKNOWN, ['local', 'no-match', ''], ['remote', 'match', 'newest of 2 matches']],
  },
  {
    name: 'a whole value: exactly that, also where a newer revision is cached',
    cached: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3'],
    version: 'v1.34.10-1-azlinux3',
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'match', 'the cached match']],
  },
  {
    name: 'a whole value that is neither cached nor published',
    cached: ['v1.34.10-1-azlinux3'],
    tags: ['v1.34.10-1-azlinux3'],
    version: 'v1.34.10-2-azlinux3',
    expected: ['tarball', null],
    steps: [
      ASKED_FOR,
      ['local', 'no-match', 'no kubelet v1.34.10-2-azlinux3'],
      ['remote', 'no-match', 'there are v1.34.10-1-azlinux3-x86-64'],
      ['tarball', 'no-match', 'no sysext matches'],
    ],
  },
  {
    name: 'a pre-release is no release',
    cached: ['v1.35.0-rc.1-1-azlinux3'],
    version: '1.35.0',
    expected: ['tarball', null],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'no-match', ''], ['tarball', 'no-match', '']],
  },
  {
    name: 'a pre-release that is asked for',
    cached: ['v1.35.0-rc.1-1-azlinux3', 'v1.35.0-rc.2-1-azlinux3', 'v1.35.0-1-azlinux3'],
    version: '1.35.0-rc.1',
    expected: ['local', 'v1.35.0-rc.1-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', '']],
  },
  {
    name: 'a missing arch',
    cached: ['v1.34.10-1-azlinux3-x86-64'],
    tags: ['v1.34.10-1-azlinux3-x86-64'],
    arch: 'arm64',
    expected: ['tarball', null],
    steps: [
      ['distro', 'no-match', 'no kubelet for arm64 is cached'],
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'v1.34.10 for arm64; of that release there are v1.34.10-1-azlinux3-x86-64'],
      ['tarball', 'no-match', 'no sysext matches'],
    ],
  },
  {
    name: 'nothing anywhere: the tarball',
    tarball: 'https://tarballs.example/v{version}/{name}-{arch}.tar.gz',
    expected: ['tarball', 'https://tarballs.example/v1.34.10/kubelet-amd64.tar.gz'],
    steps: [UNKNOWN, ['local', 'no-match', ''], ['remote', 'no-match', ''], ['tarball', 'match', 'no sysext matches']],
  },
  {
    name: 'a tarball that is a file',
    tarball: '/opt/tarballs/{version}.tar.gz',
    arch: 'arm64',
    expected: ['tarball', '/opt/tarballs/1.34.10.tar.gz'],
    steps: [
      ['distro', 'no-match', ''],
      ['local', 'no-match', ''],
      ['remote', 'no-match', ''],
      ['tarball', 'match', 'no sysext matches'],
    ],
  },
  ...(['unavailable', 'denied', 'no-repository', 'invalid'] as const).map(
    (kind): Case => ({
      name: `a listing that fails (${kind}) is not "no match"`,
      cached: ['v1.34.9-1-azlinux3'],
      failure: failure(kind),
      tarball: 'https://tarballs.example/t',
      expected: ['tarball', 'https://tarballs.example/t'],
      steps: [
        BY_CACHE,
        ['local', 'no-match', ''],
        ['remote', 'failed', 'registry.example/oss: says nothing'],
        ['tarball', 'match', 'it is not known whether a sysext is published'],
      ],
    }),
  ),
  {
    name: 'a registry that is down is not asked for what is cached',
    cached: ['v1.34.10-1-azlinux3'],
    failure: failure('unavailable'),
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', '']],
  },
  {
    name: 'isolated, with -1',
    tags: ['v1.34.10-1-azlinux3'],
    distro: 'azlinux3',
    isolated: true,
    expected: ['remote', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'asked for -1, -2 of v1.34.10 for azlinux3']],
  },
  {
    name: 'isolated, without -1: the cached revision is there',
    cached: ['v1.34.9-3-azlinux3'],
    tags: ['v1.34.10-3-azlinux3'],
    isolated: true,
    expected: ['remote', 'v1.34.10-3-azlinux3-x86-64'],
    steps: [
      BY_CACHE,
      ['local', 'no-match', ''],
      ['remote', 'match', 'v1.34.10-1-azlinux3-x86-64, which node scripts take for granted, is missing'],
    ],
  },
  {
    name: 'isolated: below the cached revision',
    cached: ['v1.34.9-5-azlinux3'],
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3'],
    isolated: true,
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'asked for -5, -4, -3, -2 of']],
  },
  {
    name: 'isolated: above the cached revision, and on to the newest',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-4-azlinux3', 'v1.34.10-5-azlinux3'],
    isolated: true,
    expected: ['remote', 'v1.34.10-5-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'asked for -2, -1, -3, -4, -5, -6 of']],
  },
  {
    name: 'isolated, nothing there',
    tags: ['v1.34.9-1-azlinux3', 'v1.34.10-1-noble'],
    distro: 'azlinux3',
    isolated: true,
    expected: ['tarball', null],
    steps: [
      ASKED_FOR,
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'v1.34.10-1-azlinux3-x86-64, which node scripts take for granted, is missing'],
      ['tarball', 'no-match', 'no sysext matches'],
    ],
  },
  {
    name: 'isolated, a whole value: only that is asked for',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-7-azlinux3', 'v1.34.10-8-azlinux3'],
    version: 'v1.34.10-7-azlinux3',
    isolated: true,
    expected: ['remote', 'v1.34.10-7-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'asked for -7 of']],
  },
  {
    name: 'a registry that cannot list tags is asked for one after the other',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-2-azlinux3'],
    failure: failure('no-listing'),
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'the registry lists no tags']],
  },
  {
    name: 'files of other names in the cache are none',
    cached: ['v1.34.10-azlinux3', 'v1.34.10-1-azlinux3-amd64', '1.34.10-1-azlinux3-x86-64', 'v1.34.010-1-azlinux3'],
    expected: ['tarball', null],
    steps: [UNKNOWN, ['local', 'no-match', ''], ['remote', 'no-match', ''], ['tarball', 'no-match', '']],
  },
];

/** What a person has to decide. */
export const REFUSED: readonly (Omit<Case, 'expected' | 'steps'> & { says: string })[] = [
  {
    name: 'matches of two distros in the cache',
    cached: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    says: 'kubelet v1.34.10 is cached for several distros: azlinux3, noble; name one with --distro',
  },
  {
    name: 'other versions of two distros in the cache',
    cached: ['v1.34.8-1-azlinux3', 'v1.34.9-2-noble'],
    says: 'kubelet is cached for several distros: azlinux3, noble',
  },
  {
    name: 'matches of two distros in the registry',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    says: 'is published for several distros: azlinux3, noble; name one with --distro',
  },
  {
    name: 'isolated, and nothing tells the distro',
    isolated: true,
    says: 'nothing that is cached tells the distro; name one with --distro',
  },
  {
    name: 'a value and --distro that contradict each other',
    version: 'v1.34.10-1-azlinux3',
    distro: 'noble',
    says: 'is a build for azlinux3, and noble is asked for',
  },
  {
    name: 'a tag and --arch that contradict each other',
    version: 'v1.34.10-1-azlinux3-arm64',
    says: 'is a build for arm64, and x86-64 is asked for',
  },
];
