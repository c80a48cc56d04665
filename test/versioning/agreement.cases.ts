import type { api } from '../../src/versioning/index.ts';

type Method = Exclude<keyof typeof api, 'allowUnstableMajorUpgrades'>;

/** What the module and the pattern answer differently, and are meant to. */
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
    what: 'a number of 16 digits that is a safe integer',
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
    what: 'the same numbers of another distro',
    method: 'equals',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'the same numbers of another distro, for a value',
    method: 'matches',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'the same numbers of another distro, for a value that is gone',
    method: 'getSatisfyingVersion',
    args: [['v1.34.10-1-noble'], 'v1.34.10-1-azlinux3'],
    module: null,
    pattern: 'v1.34.10-1-noble',
  },
  {
    what: 'the same numbers of another distro, likewise',
    method: 'minSatisfyingVersion',
    args: [['v1.34.10-1-noble'], 'v1.34.10-1-azlinux3'],
    module: null,
    pattern: 'v1.34.10-1-noble',
  },
  {
    what: 'the same numbers of another arch',
    method: 'equals',
    args: ['v1.34.10-1-azlinux3-arm64', 'v1.34.10-1-azlinux3-x86-64'],
    module: false,
    pattern: true,
  },
  {
    what: 'a lower version of another distro, to roll back to',
    method: 'isLessThanRange',
    args: ['v1.34.9-1-noble', 'v1.34.10-1-azlinux3'],
    module: false,
    pattern: true,
  },
  {
    what: 'the order of the same numbers across distros',
    method: 'sortVersions',
    args: ['v1.34.10-1-noble', 'v1.34.10-1-azlinux3'],
    module: 1,
    pattern: 0,
  },
  {
    what: 'the greater of the same numbers across distros',
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
    what: 'the new value for a value without an arch',
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
    what: 'text that is no version, in the order',
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

/**
 * Renovate's `regex` compares `build` before `prerelease`, so the pattern has the revision before the stage:
 * a pre-release of a higher revision is above its own release.
 */
export const PRERELEASES: typeof DIFFERENCES = [
  {
    what: 'a release after a pre-release of a higher revision',
    method: 'isGreaterThan',
    args: ['v1.35.0-1-azlinux3', 'v1.35.0-rc.1-2-azlinux3'],
    module: true,
    pattern: false,
  },
  {
    what: 'a pre-release after an earlier one of a higher revision',
    method: 'isGreaterThan',
    args: ['v1.35.0-rc.2-1-azlinux3', 'v1.35.0-rc.1-2-azlinux3'],
    module: true,
    pattern: false,
  },
];
