import type { Arch } from '../sysext/arch.ts';
import type { Component } from '../sysext/component.ts';
import type { RunProgram } from '../system/run-program.ts';
import { readSuperblock } from './disk-image.ts';
import { ELF_HEAD, elfArch, NO_ELF, runsOn } from './elf.ts';
import { type ImageFault, InvalidImageError, UnsupportedImageError } from './errors.ts';
import { type CheckedLayer, checkLayer } from './image-rules.ts';
import { follow, type ImageEntry, listImage, type Tree, unreadable } from './image-tree.ts';
import { type OsRelease, parseOsRelease, whyIncompatible } from './os-release.ts';
import { readXattrs, type Xattr } from './xattrs.ts';

/** The host and the component that an image must fit. */
export interface Target {
  /** The name under which it is merged. */
  readonly name: string;
  readonly arch: Arch;
  /** The os-release of the host; `undefined` skips the comparison. */
  readonly host: OsRelease | undefined;
  /** The component, if it is a known one: then its binary must be there. */
  readonly component: Component | undefined;
}

/** An image that passed all checks. */
export interface CheckedImage extends CheckedLayer {
  /** Its extension-release. */
  readonly release: OsRelease;
}

/**
 * Checks that systemd-sysext would merge an image, that it does not damage the host, and that its programs run: it is a
 * squashfs that Linux mounts, does not hide files, has an extension-release file that fits the host, and the programs in
 * `/usr/bin` and `/usr/sbin` are for the arch. Links are followed as systemd follows them.
 *
 * @throws {InvalidImageError} for the first problem.
 * @throws {UnsupportedImageError} if it is of a format that cannot be checked here.
 * @throws {ProgramError} if a program that is needed does not work.
 */
export async function checkImage(file: string, target: Target, run: RunProgram): Promise<CheckedImage> {
  const superblock = await readSuperblock(file);
  const image: OpenImage = {
    file,
    run,
    tree: await listImage(file, run),
    xattrs: await readXattrs(file, superblock, run),
  };
  const layer = checkLayer(file, image.tree, image.xattrs, target.component);
  const release = await checkRelease(image, target);
  await checkPrograms(image, target);
  return { ...layer, release };
}

/** An image and its entries. */
interface OpenImage {
  readonly file: string;
  readonly tree: Tree;
  readonly xattrs: readonly Xattr[];
  readonly run: RunProgram;
}

function invalid({ file }: OpenImage, code: ImageFault, what: string): InvalidImageError {
  return new InvalidImageError(code, `${file}: ${what}`);
}

const RELEASES = '/usr/lib/extension-release.d';

async function checkRelease(image: OpenImage, { name, arch, host }: Target): Promise<OsRelease> {
  if (image.tree.has('/usr/lib/os-release')) {
    throw invalid(image, 'os-release', "has a /usr/lib/os-release, which would take the place of the host's");
  }
  const entry = findRelease(image, name);
  const bytes = await read(image, entry, MAX_RELEASE_BYTES + 1);
  if (bytes.length > MAX_RELEASE_BYTES) {
    throw new UnsupportedImageError(`${image.file}: ${entry.path} has more than ${MAX_RELEASE_BYTES} bytes`);
  }
  let release: OsRelease;
  try {
    release = parseOsRelease(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw invalid(image, 'release-unfit', `${entry.path} ${error.message}`);
  }
  const reason = whyIncompatible(release, host ?? release, arch);
  if (reason !== undefined) throw invalid(image, 'release-unfit', `${entry.path} ${reason}`);
  return release;
}

/** The largest extension-release file that is read. */
const MAX_RELEASE_BYTES = 64 * 1024;

/** The spellings of false in systemd (parse_boolean). */
const FALSE = /^(?:0|no|n|false|f|off)$/i;

/**
 * The extension-release file of a name; or, where the image has the attribute that allows it, the only one of another
 * name (open_extension_release in systemd's src/basic/os-util.c).
 */
function findRelease(image: OpenImage, name: string): ImageEntry {
  const { tree, xattrs } = image;
  const path = `${RELEASES}/extension-release.${name}`;
  const { entry } = follow(tree, path);
  if (entry?.type === '-') return entry;
  const missing = invalid(
    image,
    'release-missing',
    `has no ${path}, so that systemd-sysext would not merge it as ${name}`,
  );
  const mayDiffer = xattrs.some((one) => one.name === 'user.extension-release.strict' && FALSE.test(one.value));
  const directory = follow(tree, RELEASES).entry?.path;
  if (entry !== undefined || !mayDiffer || directory === undefined) throw missing;
  const prefix = `${directory}/extension-release.`;
  const others = [...tree.values()].filter(
    (one) => one.type === '-' && one.path.startsWith(prefix) && !one.path.includes('/', prefix.length),
  );
  const [other, second] = others;
  if (other === undefined) throw missing;
  if (second === undefined) return other;
  throw new UnsupportedImageError(
    `${image.file}: has no ${path}, and several others: which of them has user.extension-release.strict is not known`,
  );
}

async function checkPrograms(image: OpenImage, { arch, component }: Target): Promise<void> {
  const own = component === undefined ? undefined : findBinary(image, component.binary);
  const others = ['/usr/bin', '/usr/sbin'].flatMap((directory) => programsIn(image.tree, directory));
  for (const entry of new Set([...(own === undefined ? [] : [own]), ...others])) {
    const head = await read(image, entry, ELF_HEAD);
    const found = elfArch(head);
    if (found === arch || found === NO_ELF || (entry !== own && runsOn(head, arch))) continue;
    throw invalid(image, 'program-arch', `${entry.path} is built for ${found}, not for ${arch}`);
  }
}

/** The file of a component's binary. */
function findBinary(image: OpenImage, binary: string): ImageEntry {
  const found = follow(image.tree, binary);
  const { entry } = found;
  if (entry?.type !== '-') {
    const target = entry === undefined ? found.target : undefined;
    const why = target === undefined ? '' : `: it is a link to ${target}, which is not in the image`;
    throw invalid(image, 'program-missing', `has no ${binary}${why}`);
  }
  if ((entry.mode & 0o111) === 0) {
    throw invalid(image, 'program-mode', `${entry.path} is not executable. Set its mode to 0755`);
  }
  return entry;
}

/** The files in a directory of an image, and those that links in it lead to. */
function programsIn(tree: Tree, directory: string): ImageEntry[] {
  const { entry } = follow(tree, directory);
  if (entry === undefined) return [];
  const prefix = `${entry.path}/`;
  return [...tree.keys()]
    .filter((path) => path.startsWith(prefix) && !path.includes('/', prefix.length))
    .flatMap((path) => follow(tree, path).entry ?? [])
    .filter(({ type }) => type === '-');
}

async function read({ file, run }: OpenImage, { path }: ImageEntry, head: number): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await run('unsquashfs', ['-no-wildcards', '-cat', file, path], { head });
  if (exitCode !== 0) throw unreadable(file, exitCode, `${path}: ${stderr}`);
  return stdout.subarray(0, head);
}
