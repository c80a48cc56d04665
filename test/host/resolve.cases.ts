import { RegistryError, type RegistryErrorCode } from '../../src/registry/error.ts';
import type { Arch } from '../../src/sysext/arch.ts';

/** A node, a registry, and what is asked for. */
export interface Case {
  readonly name: string;
  /** Tags of the cached images; `x86-64` is added where a tag has no arch. */
  readonly cached?: readonly string[];
  /** Cached images that are broken, and how. */
  readonly broken?: Readonly<Record<string, (image: Buffer) => Buffer>>;
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

const failure = (kind: RegistryErrorCode) => new RegistryError(kind, 'registry.example/oss: says nothing');

const ASKED_FOR = ['distro', 'match', 'azlinux3: it is requested'] as const;
const BY_CACHE = ['distro', 'match', 'azlinux3: every cached kubelet'] as const;
const UNKNOWN = ['distro', 'no-match', 'no kubelet for x86-64 is cached'] as const;

/** What can be seen of a broken image without any program. */
const BROKEN: readonly (readonly [how: string, change: (image: Buffer) => Buffer, reason: string])[] = [
  ['empty', () => Buffer.alloc(0), 'is not a squashfs image: it is empty. Remove it, or run'],
  ['cut', (image) => image.subarray(0, 1000), 'is cut off: 1000 of 1024 bytes are there'],
  ['only the superblock', (image) => image.subarray(0, 96), 'is cut off: 96 of 1024 bytes are there'],
  ['less than that', (image) => image.subarray(0, 50), 'is cut off: only 50 bytes are there'],
  ['zeros', (image) => Buffer.alloc(image.length), 'is not a squashfs image'],
  ['HTML', () => Buffer.from('<html>'), 'is not a squashfs image'],
  ['not padded', (image) => edit(image, 40, 1025), 'Build it without -nopad'],
  ['of another version', (image) => edit(image, 28, 3), 'of version 3.0'],
];

function edit(image: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.concat([image, Buffer.alloc(512)]);
  copy.writeUInt16LE(value, offset);
  return copy;
}

/** The header of an image that systemd merges, and nothing in it. */
export function erofs(): Buffer {
  const image = Buffer.alloc(64 * 1024);
  image.writeUInt32LE(0xe0f5e1e2, 1024);
  return image;
}

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
    distro: 'azlinux3',
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [
      ASKED_FOR,
      ['local', 'no-match', 'no kubelet v1.34.10 for azlinux3 and x86-64 is cached; nor is another version'],
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
      ['local', 'no-match', 'the newest cached versions: v1.34.9-2-azlinux3-x86-64'],
      ['remote', 'match', 'is the only match'],
    ],
  },
  {
    name: 'another distro in the registry: noble never stands in for azlinux3',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-3-noble'],
    expected: ['none', null],
    steps: [
      BY_CACHE,
      ['local', 'no-match', 'v1.34.10 for azlinux3 and x86-64'],
      ['remote', 'no-match', 'builds of that release: v1.34.10-3-noble-x86-64'],
      ['tarball', 'no-match', 'no sysext matches, and --tarball is not given'],
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
    expected: ['none', null],
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
    distro: 'azlinux3',
    expected: ['remote', 'v1.34.10-10-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'newest of 2 matches']],
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
    expected: ['none', null],
    steps: [
      ASKED_FOR,
      ['local', 'no-match', 'no kubelet v1.34.10-2-azlinux3'],
      ['remote', 'no-match', 'builds of that release: v1.34.10-1-azlinux3-x86-64'],
      ['tarball', 'no-match', 'no sysext matches'],
    ],
  },
  {
    name: 'a pre-release is no release',
    cached: ['v1.35.0-rc.1-1-azlinux3'],
    version: '1.35.0',
    expected: ['none', null],
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
    expected: ['none', null],
    steps: [
      ['distro', 'no-match', 'no kubelet for arm64 is cached'],
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'v1.34.10 for arm64; builds of that release: v1.34.10-1-azlinux3-x86-64'],
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
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'revisions -1 to -11 of v1.34.10 for azlinux3']],
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
      ['remote', 'match', 'v1.34.10-1-azlinux3-x86-64, which scripts of hosts expect, is missing'],
    ],
  },
  {
    name: 'isolated: below the cached revision',
    cached: ['v1.34.9-5-azlinux3'],
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3'],
    isolated: true,
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'revisions -5 to -2, -6 to -12 of']],
  },
  {
    name: 'isolated: above the cached revision, and on to the newest',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-4-azlinux3', 'v1.34.10-5-azlinux3'],
    isolated: true,
    expected: ['remote', 'v1.34.10-5-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'revisions -2 to -1, -3 to -15 of']],
  },
  {
    name: 'isolated, nothing there',
    tags: ['v1.34.9-1-azlinux3', 'v1.34.10-1-noble'],
    distro: 'azlinux3',
    isolated: true,
    expected: ['none', null],
    steps: [
      ASKED_FOR,
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'v1.34.10-1-azlinux3-x86-64, which scripts of hosts expect, is missing'],
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
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'revisions -7 of']],
  },
  {
    name: 'a registry that cannot list tags is asked for one after the other',
    cached: ['v1.34.9-2-azlinux3'],
    tags: ['v1.34.10-2-azlinux3'],
    failure: failure('no-listing'),
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'no-match', ''], ['remote', 'match', 'the registry does not list tags']],
  },
  {
    name: 'files of other names in the cache are none',
    cached: ['v1.34.10-azlinux3', 'v1.34.10-1-azlinux3-amd64', '1.34.10-1-azlinux3-x86-64', 'v1.34.010-1-azlinux3'],
    expected: ['none', null],
    steps: [UNKNOWN, ['local', 'no-match', ''], ['remote', 'no-match', ''], ['tarball', 'no-match', '']],
  },
  ...['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'].map(
    (tag): Case => ({
      name: `nothing tells the distro: the only one that is published is not chosen (${tag}), and the tarball is taken`,
      tags: [tag],
      tarball: '/t.tgz',
      expected: ['tarball', '/t.tgz'],
      steps: [
        UNKNOWN,
        ['local', 'no-match', ''],
        [
          'remote',
          'skipped',
          `is published for ${tag.slice('v1.34.10-1-'.length)}: name it with --distro or AKS_SYSEXT_DISTRO`,
        ],
        ['tarball', 'match', 'the distro is not known'],
      ],
    }),
  ),
  {
    name: 'nothing tells the distro, and several are published: the tarball',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    tarball: 'https://tarballs.example/t',
    expected: ['tarball', 'https://tarballs.example/t'],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'skipped', 'several distros: azlinux3, noble: name one with --distro'],
      ['tarball', 'match', 'the distro is not known'],
    ],
  },
  {
    name: 'several distros are cached: the tarball',
    cached: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    tarball: '/t.tgz',
    expected: ['tarball', '/t.tgz'],
    steps: [
      ['distro', 'skipped', 'is cached for several distros: azlinux3, noble'],
      ['tarball', 'match', 'the distro is not known'],
    ],
  },
  {
    name: 'isolated, nothing cached, and nothing tells the distro: the tarball',
    tags: ['v1.34.10-1-azlinux3'],
    isolated: true,
    tarball: '/t.tgz',
    expected: ['tarball', '/t.tgz'],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'skipped', 'tags cannot be listed, and the distro is not known from cached images'],
      ['tarball', 'match', 'the distro is not known'],
    ],
  },
  {
    name: 'a registry that cannot list tags, nothing cached: the tarball',
    failure: failure('no-listing'),
    tarball: '/t.tgz',
    expected: ['tarball', '/t.tgz'],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'skipped', 'tags cannot be listed'],
      ['tarball', 'match', ''],
    ],
  },
  {
    name: 'a whole value tells its distro, also on an empty cache',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-9-noble'],
    version: 'v1.34.10-1-azlinux3',
    expected: ['remote', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', '']],
  },
  {
    name: 'nothing anywhere',
    expected: ['none', null],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'no-match', 'none of the 0 tags'],
      ['tarball', 'no-match', 'no sysext matches, and --tarball is not given'],
    ],
  },
  {
    name: 'a registry that is down, and no tarball',
    failure: failure('unavailable'),
    expected: ['none', null],
    steps: [
      UNKNOWN,
      ['local', 'no-match', ''],
      ['remote', 'failed', ''],
      ['tarball', 'no-match', 'it is not known whether a sysext is published, and --tarball is not given'],
    ],
  },
  ...BROKEN.map(
    ([how, change, reason]): Case => ({
      name: `a cached image that is broken (${how}): the next one`,
      cached: ['v1.34.10-1-azlinux3'],
      broken: { 'v1.34.10-2-azlinux3': change },
      expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
      steps: [BY_CACHE, ['local', 'skipped', reason], ['local', 'match', 'is the cached match']],
    }),
  ),
  {
    name: 'two cached images that are broken: the registry',
    broken: { 'v1.34.10-2-azlinux3': () => Buffer.alloc(0), 'v1.34.10-1-azlinux3': () => Buffer.alloc(0) },
    tags: ['v1.34.10-2-azlinux3'],
    expected: ['remote', 'v1.34.10-2-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'skipped', ''], ['local', 'skipped', ''], ['remote', 'match', 'is the only match']],
  },
  {
    name: 'a cached image that is broken, and a registry that is down: the tarball',
    broken: { 'v1.34.10-2-azlinux3': () => Buffer.alloc(0) },
    failure: failure('unavailable'),
    tarball: '/t.tgz',
    expected: ['tarball', '/t.tgz'],
    steps: [BY_CACHE, ['local', 'skipped', 'is empty'], ['remote', 'failed', ''], ['tarball', 'match', '']],
  },
  {
    name: 'a cached image that is broken is not looked at where another version is wanted',
    cached: ['v1.34.10-1-azlinux3'],
    broken: { 'v1.34.9-2-azlinux3': () => Buffer.alloc(0) },
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', '']],
  },
  {
    name: 'a cached image of a format that cannot be checked is taken',
    broken: { 'v1.34.10-1-azlinux3': () => erofs() },
    expected: ['local', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [BY_CACHE, ['local', 'match', '']],
  },
  {
    name: 'isolated: the newest revision, over a gap',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-azlinux3', 'v1.34.10-10-azlinux3', 'v1.34.10-20-azlinux3'],
    distro: 'azlinux3',
    isolated: true,
    expected: ['remote', 'v1.34.10-20-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'revisions -1 to -30 of']],
  },
  {
    name: 'isolated: a gap of more than ten is not passed',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-12-azlinux3'],
    distro: 'azlinux3',
    isolated: true,
    expected: ['remote', 'v1.34.10-1-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'revisions -1 to -11 of']],
  },
  {
    name: 'isolated, where the registry has every tag: not for ever',
    tags: Array.from({ length: 200 }, (_, revision) => `v1.34.10-${revision + 1}-azlinux3`),
    distro: 'azlinux3',
    isolated: true,
    expected: ['remote', 'v1.34.10-51-azlinux3-x86-64'],
    steps: [ASKED_FOR, ['local', 'no-match', ''], ['remote', 'match', 'revisions -1 to -51 of']],
  },
];

/** What a person has to decide. */
export const REFUSED: readonly (Omit<Case, 'expected' | 'steps'> & { says: string })[] = [
  {
    name: 'matches of two distros in the cache',
    cached: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    says: 'kubelet v1.34.10 is cached for several distros: azlinux3, noble: name one with --distro',
  },
  {
    name: 'other versions of two distros in the cache',
    cached: ['v1.34.8-1-azlinux3', 'v1.34.9-2-noble'],
    says: 'kubelet is cached for several distros: azlinux3, noble',
  },
  {
    name: 'matches of two distros in the registry',
    tags: ['v1.34.10-1-azlinux3', 'v1.34.10-2-noble'],
    says: 'is published for several distros: azlinux3, noble: name one with --distro',
  },
  {
    name: 'the only distro that is published is not chosen',
    tags: ['v1.34.10-1-noble'],
    says: 'v1.34.10 for x86-64 is published for noble: name it with --distro or AKS_SYSEXT_DISTRO',
  },
  {
    name: 'isolated, and nothing tells the distro',
    isolated: true,
    says: 'the distro is not known from cached images: name one with --distro',
  },
  {
    name: 'a value and --distro that contradict each other',
    version: 'v1.34.10-1-azlinux3',
    distro: 'noble',
    says: 'is a build for azlinux3, and noble is requested',
  },
  {
    name: 'a tag and --arch that contradict each other',
    version: 'v1.34.10-1-azlinux3-arm64',
    says: 'is a build for arm64, and x86-64 is requested',
  },
];
