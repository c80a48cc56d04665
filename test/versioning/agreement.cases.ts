import type { api } from '../../src/versioning/index.ts';

type Method = Exclude<keyof typeof api, 'allowUnstableMajorUpgrades'>;

/** Intended differences between the module and the pattern. */
export const DIFFERENCES: readonly {
  readonly what: string;
  readonly method: Method;
  readonly args: readonly unknown[];
  readonly module: unknown;
  readonly pattern: unknown;
}[] = [
  {
    what: 'a version without v',
    method: 'isVersion',
    args: ['1.34.10-1-azlinux3'],
    module: true,
    pattern: false,
  },
  {
    what: 'a safe integer of 16 digits',
    method: 'isVersion',
    args: [`v1.34.${Number.MAX_SAFE_INTEGER}-1-azlinux3`],
    module: true,
    pattern: false,
  },
  {
    what: 'more than 128 characters',
    method: 'isVersion',
    args: [`v1.34.10-1-${'a'.repeat(118)}`],
    module: false,
    pattern: true,
  },
  {
    what: "an arch's name for a distro",
    method: 'isVersion',
    args: ['v1.34.10-1-arm64'],
    module: false,
    pattern: true,
  },
  {
    // RE2 takes UTF-8; what has no UTF-8 at the end of a text never gets to it.
    what: 'half a surrogate pair at the end',
    method: 'isVersion',
    args: ['v1.34.10-1-azlinux3\ud83d'],
    module: false,
    pattern: true,
  },
  {
    what: 'a range',
    method: 'isValid',
    args: ['>=v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'a range of one version',
    method: 'isSingleVersion',
    args: ['=v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'a version in a range',
    method: 'matches',
    args: ['v1.34.11-1-azlinux3', '>=v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'equal numbers of another distro',
    method: 'equals',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'another distro in a range',
    method: 'matches',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'the highest in a range, another distro',
    method: 'getSatisfyingVersion',
    args: [['v1.34.10-1-noble'], 'v1.34.10-1-azlinux3'],
    module: null,
    pattern: 'v1.34.10-1-noble',
  },
  {
    what: 'the lowest in a range, another distro',
    method: 'minSatisfyingVersion',
    args: [['v1.34.10-1-noble'], 'v1.34.10-1-azlinux3'],
    module: null,
    pattern: 'v1.34.10-1-noble',
  },
  {
    what: 'equal numbers of another arch',
    method: 'equals',
    args: ['v1.34.10-1-azlinux3-arm64', 'v1.34.10-1-azlinux3-x86-64'],
    module: false,
    pattern: true,
  },
  {
    what: 'a rollback to another distro',
    method: 'isLessThanRange',
    args: ['v1.34.9-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'equal numbers in order, across distros',
    method: 'sortVersions',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: 1,
    pattern: 0,
  },
  {
    what: 'equal numbers, the greater across distros',
    method: 'isGreaterThan',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: true,
    pattern: false,
  },
  {
    what: 'the new value from another distro',
    method: 'getNewValue',
    args: [{ currentValue: 'v1.34.10-1-azlinux3', newVersion: 'v1.34.11-1-noble' }],
    module: null,
    pattern: 'v1.34.11-1-noble',
  },
  {
    what: 'the new value for one without an arch',
    method: 'getNewValue',
    args: [{ currentValue: 'v1.34.10-1-azlinux3', newVersion: 'v1.34.11-1-azlinux3-arm64' }],
    module: 'v1.34.11-1-azlinux3',
    pattern: 'v1.34.11-1-azlinux3-arm64',
  },
  {
    what: 'compatible with nothing',
    method: 'isCompatible',
    args: ['v1.34.10-1-azlinux3'],
    module: true,
    pattern: false,
  },
  {
    what: 'text that is no version, greater',
    method: 'isGreaterThan',
    args: ['latest', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'text that is no version, in order',
    method: 'sortVersions',
    args: ['latest', 'v1.34.10-1-azlinux3'],
    module: -1,
    pattern: 1,
  },
  {
    what: 'text that is no version, the same',
    method: 'isSame',
    args: ['major', 'latest', 'edge'],
    module: false,
    pattern: true,
  },
];
