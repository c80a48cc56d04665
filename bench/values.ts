import { ARCHES } from '../src/sysext/arch.ts';
import { STAGES } from '../src/sysext/release.ts';
import { parseVersion } from '../src/sysext/tag.ts';

const DISTROS = ['azlinux3', 'azlinux4', 'bookworm', 'noble'];

/** Different versions, always the same ones for a seed, in no order. All are valid to Renovate's `semver` as well. */
export function generate(count: number, seed: number): string[] {
  const random = generator(seed);
  const pick = <T>(items: readonly T[]) => items[random(items.length)];
  const suffixes = ['', ...ARCHES.map((arch) => `-${arch}`)];
  const values = new Set<string>();
  while (values.size < count) {
    const stage = random(10) === 0 ? `-${pick(STAGES)}.${random(20)}` : '';
    values.add(`v1.${random(40)}.${random(120)}${stage}-${random(30)}-${pick(DISTROS)}${pick(suffixes)}`);
  }
  // As they come from a registry: strings without a history of how they were put together.
  return JSON.parse(JSON.stringify([...values]));
}

/** Every part of a version as a number, in the order in which they count. */
export function toKey(text: string): number[] {
  const version = parseVersion(text);
  if (version === undefined) throw new Error(`no version: ${text}`);
  const { major, minor, patch, prerelease, revision, distro, arch } = version;
  const stage = prerelease === undefined ? STAGES.length : STAGES.indexOf(prerelease.stage);
  const ranks = [DISTROS.indexOf(distro), ['', ...ARCHES].sort().indexOf(arch ?? '')];
  return [major, minor, patch, stage, prerelease?.number ?? 0, revision, ...ranks];
}

/** Compares two keys, part by part. */
export function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Numbers below a limit, always the same ones for a seed (mulberry32). */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}
