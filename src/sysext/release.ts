/** The stages before a Kubernetes release, in their order. */
export const STAGES = ['alpha', 'beta', 'rc'] as const;

/** One of the stages before a Kubernetes release. */
export type Stage = (typeof STAGES)[number];

/** A Kubernetes release: what upstream publishes, before a sysext's revision, distro and arch. */
export interface Release {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly prerelease: { readonly stage: Stage; readonly number: number } | undefined;
}

/** The first patch of the long-term-support builds of AKS: `1.31.100` is one, `1.31.14` is not. */
export const FIRST_LTS_PATCH = 100;

const NUMBER = '(0|[1-9]\\d*)';
const LEADING = new RegExp(
  `^v?${NUMBER}\\.${NUMBER}\\.${NUMBER}(?![\\d.])(?:-(${STAGES.join('|')})\\.${NUMBER}(?!\\d))?`,
);

/**
 * Parses a release: `v1.34.10`, `1.34.10` or `v1.34.10-rc.1`.
 *
 * @returns `undefined` for everything else, and for numbers that are not safe integers.
 */
export function parseRelease(text: string): Release | undefined {
  const match = LEADING.exec(text);
  return match?.[0] === text ? toRelease(match) : undefined;
}

/**
 * Parses the release that a string starts with: `v1.34.10` for `v1.34.10-1-azlinux3`,
 * `1.34.10-ubuntu24.04u1` and `1.34.10-1.azl3`.
 *
 * @returns `undefined` for a string that does not start with a release.
 */
export function leadingRelease(text: string): Release | undefined {
  const match = LEADING.exec(text);
  return match === null ? undefined : toRelease(match);
}

function toRelease([, major, minor, patch, stage, stageNumber]: RegExpExecArray): Release | undefined {
  const release: Release = {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    prerelease: stage === undefined ? undefined : { stage: stage as Stage, number: Number(stageNumber) },
  };
  return hasSafeNumbers(release) ? release : undefined;
}

/** Whether every number of a release can be compared exactly. */
export function hasSafeNumbers({ major, minor, patch, prerelease }: Release): boolean {
  return isSafe(major) && isSafe(minor) && isSafe(patch) && isSafe(prerelease?.number ?? 0);
}

const isSafe = Number.isSafeInteger;

/** Formats a release as Kubernetes tags it: `v1.34.10`, `v1.34.10-rc.1`. */
export function formatRelease({ major, minor, patch, prerelease }: Release): string {
  const stage = prerelease === undefined ? '' : `-${prerelease.stage}.${prerelease.number}`;
  return `v${major}.${minor}.${patch}${stage}`;
}

/**
 * Finds the Kubernetes minor that a string starts with: `1.34` for `1.34`, `v1.34` and `v1.34.10-1-azlinux3`, also where
 * the rest is not valid.
 *
 * @returns `undefined` for a string that does not start with one.
 */
export function leadingMinor(text: string): string | undefined {
  return LEADING_MINOR.exec(text)?.[1];
}

const LEADING_MINOR = /^v?((?:0|[1-9]\d*)\.(?:0|[1-9]\d*))(?!\d)/;

/** Compares two releases by their numbers, a pre-release before its release; as for `Array.prototype.sort`. */
export function compareReleases(a: Release, b: Release): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    stageRank(a) - stageRank(b) ||
    (a.prerelease?.number ?? 0) - (b.prerelease?.number ?? 0)
  );
}

function stageRank({ prerelease }: Release): number {
  return prerelease === undefined ? STAGES.length : STAGES.indexOf(prerelease.stage);
}

/** The Kubernetes minor of a release: `1.34`. */
export function minorOf({ major, minor }: Pick<Release, 'major' | 'minor'>): string {
  return `${major}.${minor}`;
}

/** Whether a release is a long-term-support build of AKS. */
export function isLts({ patch }: Pick<Release, 'patch'>): boolean {
  return patch >= FIRST_LTS_PATCH;
}
