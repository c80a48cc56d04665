import { isArchName, parseArch } from './arch.ts';
import { formatRelease, parseRelease, STAGES } from './release.ts';
import { MAX_LENGTH, parseVersion } from './tag.ts';

/** The kind of a string in the place of a sysext's version. */
export type Reading =
  | { readonly kind: 'version' }
  /** `v1.34.10`: the revision and distro are resolved when the image is built. */
  | { readonly kind: 'revisionless' }
  /** `3.0.20260304`: another grammar, as GPU sysexts have that are tagged by the OS image's version. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'malformed'; readonly why: string };

/** Reads a string in the place of a sysext's version. If it is malformed, the reading has the first mistake and its fix. */
export function readVersion(text: string): Reading {
  if (parseVersion(text)?.v) return { kind: 'version' };
  const release = parseRelease(text);
  if (release !== undefined && text === formatRelease({ ...release, prerelease: undefined })) {
    return { kind: 'revisionless' };
  }
  if (/^[0-9.]+$/.test(text)) return { kind: 'foreign' };
  return { kind: 'malformed', why: mistake(text) };
}

const PARTS = new RegExp(`^v?([0-9.]+)(?:-(?:${STAGES.join('|')})\\.\\d+)?(?:-(.*))?$`);

function mistake(text: string): string {
  if (text.length > MAX_LENGTH) return `a tag has at most ${MAX_LENGTH} characters, and this one has ${text.length}`;
  if (parseVersion(text) !== undefined) return `the leading v is missing: write v${text}`;
  const parts = PARTS.exec(text);
  if (parts === null) return 'a version starts with a release such as v1.34.10';
  const [, release = '', build = ''] = parts;
  if (release.split('.').length !== 3) return `${release} is not major.minor.patch`;
  if (/(?:^|[.-])0\d/.test(release) || /^0\d/.test(build)) return 'a number has a leading zero';
  const [revision = '', distro, ...rest] = build.split('-');
  if (!/^\d+$/.test(revision)) return 'the revision is missing: add a number such as -1 after the release';
  if (distro === undefined) return 'the distro is missing: add a name such as -azlinux3 after the revision';
  if (isArchName(distro)) return `the architecture ${distro} is in the place of the distro`;
  if (rest.length > 0) return archMistake(rest.join('-'));
  return `${distro} is not a valid distro: write lower-case letters and digits, such as azlinux3 or ubuntu24.04`;
}

function archMistake(arch: string): string {
  try {
    return `nothing may follow the architecture ${parseArch(arch)}`;
  } catch (error) {
    return (error as Error).message;
  }
}
