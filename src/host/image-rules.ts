import type { Component } from '../sysext/component.ts';
import { type ImageFault, InvalidImageError } from './errors.ts';
import { follow, type ImageEntry, type Tree } from './image-tree.ts';
import type { Xattr } from './xattrs.ts';

/**
 * The directories of an image that are merged into `/usr` and `/opt` of a host (systemd-sysext(8)), where it has them.
 * Links may lead to them.
 */
export type Hierarchies = Readonly<Record<'usr' | 'opt', string | undefined>>;

/** An image's entry, and where it is on the host. */
interface MergedEntry extends ImageEntry {
  readonly hostPath: string;
}

/** The files that an image merges into a host. */
export interface CheckedLayer {
  readonly hierarchies: Hierarchies;
  /** Where its files and directories are on a host. */
  readonly hostPaths: readonly string[];
  /** Remarks that do not keep the image from being merged. */
  readonly notes: readonly string[];
}

/**
 * Checks that an image does not damage its host: an image is a layer over `/usr` and `/opt`, which can hide the files
 * below, change their modes, and add privileges.
 *
 * @param component the component of the image; an unknown one may have privileges.
 * @throws {InvalidImageError} for the first problem.
 */
export function checkLayer(
  file: string,
  tree: Tree,
  xattrs: readonly Xattr[],
  component: Component | undefined,
): CheckedLayer {
  const hierarchies = { usr: hierarchyOf(file, tree, '/usr'), opt: hierarchyOf(file, tree, '/opt') };
  const all = [...tree.values()];
  const entries = all.flatMap((entry) => mergedEntry(entry, hierarchies) ?? []);

  const invalid = (code: ImageFault, what: string) => new InvalidImageError(code, `${file}: ${what}`);
  for (const entry of all) {
    const [code, what] = whyHarmful(entry) ?? [];
    if (code !== undefined) throw invalid(code, `${entry.path} ${what}`);
  }
  const merged = new Set(entries.map(({ path }) => path));
  const outside = all.find(({ path, type }) => type !== 'd' && type !== 'l' && !merged.has(path));
  if (outside !== undefined) {
    const what = 'is outside of /usr and /opt, and systemd-sysext ignores it. Remove it from the image';
    throw invalid('outside', `${outside.path} ${what}`);
  }
  const closed = entries.find(({ hostPath, type, mode }) => type === 'd' && SHARED.has(hostPath) && !isOpen(mode));
  if (closed !== undefined) {
    const what = `has the mode ${octal(closed.mode)}, which ${closed.hostPath} of the host then has as well`;
    throw invalid('closed-directory', `${closed.path} ${what}. Set it to 0755`);
  }
  const attribute = xattrs.find(({ name }) => HIDING.test(name));
  if (attribute !== undefined) {
    const what = `has the extended attribute ${attribute.name}, by which an overlay hides what is below it`;
    throw invalid('overlay-attribute', `${what}. ${BUILD_ANEW}`);
  }

  const privileged = whyPrivileged(entries, xattrs);
  if (privileged !== undefined && component !== undefined) {
    throw invalid('privileged', `${privileged}. ${component.name} needs none: remove the bits and the attribute`);
  }
  return {
    hierarchies,
    hostPaths: entries.map(({ hostPath }) => hostPath),
    notes: [...(privileged === undefined ? [] : [privileged]), ...noteOpt(entries)],
  };
}

const BUILD_ANEW = 'Build the image from a plain directory, not from a layer of an overlay or a container';

/** Attributes of overlayfs that hide files of the layers below (Linux, Documentation/filesystems/overlayfs.rst), and their variants. */
const HIDING =
  /^(?:trusted|user)\.overlay\.(?:opaque|whiteout|xwhiteouts|redirect|metacopy)$|^user\.fuseoverlayfs\.opaque$/;

/** Directories that every host has (file-hierarchy(7)): the image's mode and owner become theirs. */
const SHARED: ReadonlySet<string> = new Set([
  '/usr',
  ...['bin', 'sbin', 'lib', 'lib64', 'libexec', 'share', 'local', 'include'].map((name) => `/usr/${name}`),
  ...['bin', 'sbin', 'lib', 'share'].map((name) => `/usr/local/${name}`),
  ...['systemd', 'systemd/system', 'systemd/user', 'extension-release.d', 'modules', 'sysctl.d', 'tmpfiles.d'].map(
    (name) => `/usr/lib/${name}`,
  ),
  '/opt',
  '/opt/bin',
]);

function hierarchyOf(file: string, tree: Tree, path: string): string | undefined {
  const { entry } = follow(tree, path);
  if (entry === undefined || entry.type === 'd') return entry?.path;
  throw new InvalidImageError('hierarchy', `${file}: ${path} is not a directory, and systemd-sysext merges nothing`);
}

function mergedEntry(entry: ImageEntry, hierarchies: Hierarchies): MergedEntry | undefined {
  const { path } = entry;
  for (const [name, real] of Object.entries(hierarchies)) {
    const isIn = real !== undefined && (path === real || path.startsWith(`${real}/`));
    if (isIn) return { ...entry, hostPath: `/${name}${path.slice(real.length)}` };
  }
  return undefined;
}

function whyHarmful({ path, type, mode, device }: ImageEntry): [ImageFault, string] | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (device === '0,0' && type === 'c')
    return ['whiteout', `is a whiteout: it hides this file of the host. ${BUILD_ANEW}`];
  if (name.startsWith('.wh.')) return ['whiteout', `is a whiteout of a container's layer. ${BUILD_ANEW}`];
  if (device !== undefined) return ['device', 'is a device node. Remove it from the image'];
  if ((type === '-' || type === 'd') && (mode & 0o002) !== 0) {
    return ['world-writable', `can be written by all users (mode ${octal(mode)}). Remove the permission: chmod o-w`];
  }
  return undefined;
}

/** Whether all users can read a directory and go through it. */
function isOpen(mode: number): boolean {
  return (mode & 0o005) === 0o005;
}

function whyPrivileged(entries: readonly MergedEntry[], xattrs: readonly Xattr[]): string | undefined {
  const file = entries.find(({ type, mode }) => type === '-' && (mode & 0o6000) !== 0);
  if (file !== undefined) return `${file.hostPath} is setuid or setgid (mode ${octal(file.mode)})`;
  const hasCapabilities = xattrs.some(({ name }) => name === 'security.capability');
  return hasCapabilities ? 'a program has file capabilities (security.capability)' : undefined;
}

function noteOpt(entries: readonly MergedEntry[]): string[] {
  const first = entries.find(({ hostPath }) => hostPath.startsWith('/opt/'));
  if (first === undefined) return [];
  const what =
    'systemd-sysext makes /opt read-only once the image is merged, so that images and links cannot be written';
  return [`${first.hostPath}: ${what}`];
}

function octal(mode: number): string {
  return `0${mode.toString(8).padStart(3, '0')}`;
}
