import { ARCHES, isArchName, parseArch } from './arch.ts';
import { MAX_LENGTH, parseVersion } from './tag.ts';

/** What a text in the place of a sysext's version is. */
export type Reading =
  | { readonly kind: 'version' }
  /** `v1.34.10`: the revision and distro are resolved when the image is built. */
  | { readonly kind: 'revisionless' }
  /** `3.0.20260304`: another grammar, as GPU sysexts have that are tagged by the OS image's version. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly why: string };

/** Tells what `text` is and, where it is no version but seems meant as one, what is wrong with it. */
export function readVersion(text: string): Reading {
  if (parseVersion(text)?.v) return { kind: 'version' };
  if (/^v(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)$/.test(text)) return { kind: 'revisionless' };
  if (/^[0-9.]+$/.test(text)) return { kind: 'foreign' };
  return { kind: 'malformed', why: mistake(text) };
}

function mistake(text: string): string {
  if (text.length > MAX_LENGTH) return `it has ${text.length} characters; a tag has at most ${MAX_LENGTH}`;
  if (parseVersion(text) !== undefined) return `it has no v in front: a tag is v${text}`;
  const parts = /^v?([0-9.]+)(?:-(?:alpha|beta|rc)\.\d+)?(?:-(.*))?$/.exec(text);
  if (parts === null) return 'it does not start with a version such as v1.34.10';
  const [, release = '', build = ''] = parts;
  if (release.split('.').length !== 3) return `${release} is not major.minor.patch`;
  if (/(?:^|[.-])0\d/.test(release) || /^0\d/.test(build)) return 'a number has a leading zero';
  const [revision = '', distro, ...rest] = build.split('-');
  if (!/^\d+$/.test(revision)) return 'it has no revision: after the release comes a number, such as -1';
  if (distro === undefined) return 'it has no distro: after the revision comes one, such as -azlinux3';
  if (isArchName(distro)) return `it has the arch ${distro} in the place of the distro`;
  if (rest.length > 0) return archMistake(rest.join('-'));
  return `${distro} is no distro: one is lower-case letters and digits, such as azlinux3 or ubuntu24.04`;
}

function archMistake(arch: string): string {
  try {
    return `after the arch ${parseArch(arch)} nothing may follow`;
  } catch (error) {
    return isArchName(arch) ? (error as Error).message : `${arch} is no arch; known are ${ARCHES.join(', ')}`;
  }
}
