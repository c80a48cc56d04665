import { lastLine, ProgramError, type RunProgram } from '../system/run-program.ts';
import { InvalidImageError, UnsupportedImageError } from './errors.ts';

/** A file, directory, link or device in an image. */
export interface ImageEntry {
  /** From the image's root: `/usr/bin/kubelet`; `/` for the root itself. */
  readonly path: string;
  /** As `ls -l` shows it: `-` for a file, `d`, `l`, `c`, `b`, `p` or `s`. */
  readonly type: string;
  /** The twelve permission bits. */
  readonly mode: number;
  readonly uid: number;
  /** The target of a link; `undefined` for everything else. */
  readonly target: string | undefined;
  /** Of a device: `0,0`. */
  readonly device: string | undefined;
}

/** All entries of an image, by their path. */
export type Tree = ReadonlyMap<string, ImageEntry>;

/** `lrwxrwxrwx 0/0  9 2026-08-21 10:00 squashfs-root/usr/lib64 -> usr/lib`; of devices, `8,  0` in place of the size. */
const LINE =
  /^(?<type>[-dlcbps])(?<mode>[-rwxsStT]{9}) (?<uid>\d+)\/\d+ +(?<size>\d+(?:, *\d+)?) \S+ \S+ squashfs-root(?<path>\/.*|)$/;

/**
 * Lists a squashfs image.
 *
 * @throws {InvalidImageError} if it cannot be read, or has a path outside of it.
 * @throws {UnsupportedImageError} if it is compressed in a way that the local unsquashfs does not know.
 */
export async function listImage(file: string, run: RunProgram): Promise<Tree> {
  const { exitCode, stdout, stderr } = await run('unsquashfs', ['-lln', file]);
  if (exitCode !== 0) throw unreadable(file, exitCode, stderr);
  // Names need not be UTF-8, and the length of a link's target is in bytes.
  const lines = stdout.toString('latin1').split('\n');
  const entries = lines.flatMap((line) => readLine(line) ?? []);
  for (const { path } of entries) {
    if (path.split('/').some((part) => part === '..' || part === '.')) {
      throw new InvalidImageError('file-name', `${file}: has the path ${path}, which is outside of it`);
    }
  }
  return new Map(entries.map((entry) => [entry.path, entry]));
}

/** Makes the error for an image that unsquashfs does not read. */
export function unreadable(file: string, exitCode: number, stderr: string): Error {
  if (exitCode > 128) return new ProgramError('killed', `${file}: unsquashfs is ended by signal ${exitCode - 128}`);
  const what = `${file}: cannot be read: ${lastLine(stderr)}`;
  // The list shows names as they are, so that one with a line break in it is read wrong.
  return /support|no matches/.test(stderr)
    ? new UnsupportedImageError(what)
    : new InvalidImageError('unreadable', what);
}

function readLine(line: string): ImageEntry | undefined {
  const { type, mode = '', uid = '', size = '', path = '' } = LINE.exec(line)?.groups ?? {};
  if (type === undefined) return undefined;
  const isLink = type === 'l';
  const name = isLink ? path.slice(0, -Number(size) - ' -> '.length) : path;
  return {
    path: decode(name) || '/',
    type,
    mode: modeOf(mode),
    uid: Number(uid),
    target: isLink ? decode(path.slice(-Number(size))) : undefined,
    device: type === 'c' || type === 'b' ? size.replaceAll(' ', '') : undefined,
  };
}

function decode(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** The bits of `rwsr-xr-x`: 0o4755. */
function modeOf(text: string): number {
  const bits = [...text].map((letter) => (/[rwxst]/.test(letter) ? 1 : 0));
  const permissions = bits.reduce<number>((mode, bit) => mode * 2 + bit, 0);
  const special = [2, 5, 8].map((index) => (/[sStT]/.test(text[index] ?? '') ? 1 : 0));
  return special.reduce<number>((mode, bit) => mode * 2 + bit, 0) * 0o1000 + permissions;
}

/** The entry at the end of a path of an image. */
export type Followed =
  | { readonly entry: ImageEntry }
  /** It does not exist. `target` is the target of the last link on the way, if there is one. */
  | { readonly entry: undefined; readonly target: string | undefined };

/** As many links on the way to a file as Linux follows (path_resolution(7)). */
const MAX_LINKS = 40;

/** Follows a path in an image as systemd does: an absolute link starts at the image's root, and `..` stays inside. */
export function follow(tree: Tree, path: string): Followed {
  const rest = partsOf(path);
  let place: string[] = [];
  let target: string | undefined;
  let links = 0;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === '..') {
      place.pop();
      continue;
    }
    const entry = tree.get(`/${[...place, part].join('/')}`);
    if (entry === undefined) return { entry, target };
    if (entry.target === undefined) {
      place.push(part);
      continue;
    }
    links += 1;
    target = entry.target;
    if (links > MAX_LINKS) return { entry: undefined, target };
    if (target.startsWith('/')) place = [];
    rest.unshift(...partsOf(target));
  }
  const entry = tree.get(`/${place.join('/')}`);
  return entry === undefined ? { entry, target } : { entry };
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
