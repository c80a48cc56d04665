import { open } from 'node:fs/promises';
import { isOperational } from '../system/errors.ts';
import { InvalidImageError, UnsupportedImageError } from './errors.ts';

/** How the metadata of a squashfs is compressed. */
export type Compression = 'gzip' | 'lzo' | 'xz' | 'lz4' | 'zstd';

/** The part of a squashfs's superblock that checks need. */
export interface Superblock {
  readonly compression: Compression;
  /** The bytes of the file that belong to the file system. */
  readonly bytesUsed: number;
  /** Where the table of extended attributes is; `undefined` if there are none. */
  readonly xattrTable: number | undefined;
}

/** The superblock's length (Linux, fs/squashfs/squashfs_fs.h, as are all fields below). */
const SUPERBLOCK_BYTES = 96;

/** By the field `compression`. LZMA, 2, is one that Linux does not mount. */
const COMPRESSIONS: readonly (Compression | undefined)[] = [undefined, 'gzip', undefined, 'lzo', 'xz', 'lz4', 'zstd'];

/** The smallest block in which Linux reads a squashfs (SQUASHFS_DEVBLK_SIZE). */
const READ_BYTES = 1024;

/** The unit of a loop device's size; the rest of the file is not seen. */
const SECTOR_BYTES = 512;

const NO_TABLE = 0xffff_ffff_ffff_ffffn;

interface Magic {
  readonly name: string;
  readonly offset: number;
  readonly bytes: string;
}

/** Formats that systemd merges as well, and that cannot be checked here. */
const UNSUPPORTED: readonly Magic[] = [
  { name: 'a GPT disk image', offset: 512, bytes: 'EFI PART' },
  { name: 'a GPT disk image', offset: 4096, bytes: 'EFI PART' },
  { name: 'an erofs image', offset: 1024, bytes: '\xe2\xe1\xf5\xe0' },
  { name: 'an ext4 image', offset: 1024 + 56, bytes: '\x53\xef' },
  { name: 'a btrfs image', offset: 65_536 + 64, bytes: '_BHRfS_M' },
  { name: 'an XFS image', offset: 0, bytes: 'XFSB' },
  { name: 'a LUKS volume', offset: 0, bytes: 'LUKS\xba\xbe' },
];

/** Files that are published in place of an image, now and then. */
const MISTAKEN: readonly Magic[] = [
  { name: 'compressed with gzip', offset: 0, bytes: '\x1f\x8b' },
  { name: 'compressed with xz', offset: 0, bytes: '\xfd7zXZ\0' },
  { name: 'compressed with zstd', offset: 0, bytes: '\x28\xb5\x2f\xfd' },
  { name: 'a zip archive', offset: 0, bytes: 'PK\x03\x04' },
  { name: 'a tar archive', offset: 257, bytes: 'ustar' },
  { name: 'a program', offset: 0, bytes: '\x7fELF' },
];

/** As much of a file as the magic bytes are in. */
const HEAD_BYTES = 65_536 + 64 + 8;

/**
 * Reads the superblock of a squashfs image, without any program.
 *
 * @throws {InvalidImageError} if the file is not a disk image, is cut off, or is one that Linux does not mount.
 * @throws {UnsupportedImageError} if it is a disk image of another format.
 */
export async function readSuperblock(file: string): Promise<Superblock> {
  const { head, size } = await readHead(file);
  const invalid = (code: 'format' | 'cut-off' | 'padding', what: string) =>
    new InvalidImageError(code, `${file}: ${what}`);
  if (size === 0) throw invalid('format', 'is not a squashfs image: it is empty');
  if (!head.startsWith('hsqs')) {
    if (head.startsWith('sqsh')) throw invalid('format', 'is a big-endian squashfs, which Linux does not mount');
    const other = UNSUPPORTED.find((magic) => isAt(head, magic));
    if (other !== undefined) {
      throw new UnsupportedImageError(`${file}: not supported: ${other.name}. Only squashfs images can be checked`);
    }
    const mistaken = MISTAKEN.find((magic) => isAt(head, magic));
    const why = mistaken === undefined ? '' : `: it is ${mistaken.name}`;
    throw invalid('format', `is not a squashfs image${why}`);
  }
  if (size < SUPERBLOCK_BYTES) throw invalid('cut-off', `is cut off: only ${size} bytes are there`);

  const bytes = Buffer.from(head, 'latin1');
  const version = `${bytes.readUInt16LE(28)}.${bytes.readUInt16LE(30)}`;
  if (version !== '4.0') throw invalid('format', `is a squashfs of version ${version}; Linux mounts version 4.0`);
  const compression = COMPRESSIONS[bytes.readUInt16LE(20)];
  if (compression === undefined) throw invalid('format', 'is compressed in a way that Linux does not mount');
  const bytesUsed = Number(bytes.readBigUInt64LE(40));
  if (size < bytesUsed) throw invalid('cut-off', `is cut off: ${size} of ${bytesUsed} bytes are there`);
  if (roundUp(bytesUsed, READ_BYTES) > size - (size % SECTOR_BYTES)) {
    const what = `has ${size} bytes, and Linux reads it in blocks of ${READ_BYTES}: it is not mounted`;
    throw invalid('padding', `${what}. Build it without -nopad`);
  }
  const xattrTable = bytes.readBigUInt64LE(56);
  return { compression, bytesUsed, xattrTable: xattrTable === NO_TABLE ? undefined : Number(xattrTable) };
}

/**
 * Finds out why a file cannot be an image, by its first bytes and its size.
 *
 * @returns `undefined` if nothing is wrong with it so far, or it is of a format that is not checked.
 */
export async function whyBroken(file: string): Promise<string | undefined> {
  try {
    await readSuperblock(file);
    return undefined;
  } catch (error) {
    if (!isOperational(error)) throw error;
    return error instanceof UnsupportedImageError ? undefined : error.message;
  }
}

/** The first bytes of a file, one character each. */
async function readHead(file: string): Promise<{ head: string; size: number }> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { head: buffer.toString('latin1', 0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

function isAt(head: string, { offset, bytes }: Magic): boolean {
  return head.startsWith(bytes, offset);
}

function roundUp(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}
