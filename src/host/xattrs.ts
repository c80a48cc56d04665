import { type FileHandle, open } from 'node:fs/promises';
import { inflateSync, zstdDecompressSync } from 'node:zlib';
import type { RunProgram } from '../system/run-program.ts';
import type { Compression, Superblock } from './disk-image.ts';
import { InvalidImageError, UnsupportedImageError } from './errors.ts';
import { decompressLz4 } from './lz4.ts';

/*
 * The extended attributes of a squashfs, by the table that all its files share: unsquashfs lists none, extracting them
 * needs the rights of root, and a mount as well (Linux, fs/squashfs/xattr_id.c and xattr.c). Which file has which is not
 * read.
 */

/** An extended attribute of some file of an image. */
export interface Xattr {
  /** `trusted.overlay.opaque` */
  readonly name: string;
  readonly value: string;
}

/** By the type of an entry. */
const PREFIXES = ['user.', 'trusted.', 'security.'];
const PREFIX_MASK = 0xff;
/** A flag of the type: in the place of the value is a reference to it. */
const OUT_OF_LINE = 0x100;

/** The most bytes of metadata in a block, uncompressed, and the flag in its header that it is not compressed. */
const BLOCK_BYTES = 8192;
const UNCOMPRESSED = 0x8000;

/** The bytes of an entry in the table of ids, and the most blocks that are read of each table. */
const ID_BYTES = 16;
const MAX_BLOCKS = 1024;

/**
 * The extended attributes in a squashfs image, each once.
 *
 * @throws {InvalidImageError} if the table is damaged.
 * @throws {UnsupportedImageError} if it cannot be decompressed here.
 */
export async function readXattrs(
  file: string,
  { xattrTable, bytesUsed, compression }: Superblock,
  run: RunProgram,
): Promise<Xattr[]> {
  if (xattrTable === undefined) return [];
  const decompress = decompressorOf(file, compression, run);
  const handle = await open(file);
  const read = async (offset: number, length: number) => {
    if (offset + length > bytesUsed) throw new RangeError('a table is out of range');
    return readExactly(handle, offset, length);
  };
  try {
    const header = await read(xattrTable, 16);
    const start = Number(header.readBigUInt64LE(0));
    const idBytes = header.readUInt32LE(8) * ID_BYTES;
    const pointers = await read(xattrTable + 16, Math.ceil(idBytes / BLOCK_BYTES) * 8);
    if (pointers.length === 0) return [];
    const end = Number(pointers.readBigUInt64LE(0));
    if (idBytes > MAX_BLOCKS * BLOCK_BYTES) throw tooMany(file);
    const ids: Buffer[] = [];
    for (let at = 0; at < pointers.length; at += 8) {
      ids.push((await readBlock(read, Number(pointers.readBigUInt64LE(at)), decompress)).bytes);
    }
    const pairs = await readBlocks(read, start, end, decompress);
    if (pairs === undefined) throw tooMany(file);
    return readPairs(pairs, Buffer.concat(ids), idBytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InvalidImageError('unreadable', `${file}: its table of extended attributes is damaged: ${error.message}`);
  } finally {
    await handle.close();
  }
}

/** Blocks of metadata, put together. */
interface Blocks {
  readonly bytes: Buffer;
  /** Where each block starts in `bytes`, by where it starts in the file, from the first one on. */
  readonly starts: ReadonlyMap<number, number>;
}

function tooMany(file: string): UnsupportedImageError {
  return new UnsupportedImageError(`${file}: has more extended attributes than can be checked`);
}

/** @returns `undefined` for too many of them. */
async function readBlocks(read: Read, start: number, end: number, decompress: Decompress): Promise<Blocks | undefined> {
  const blocks: Buffer[] = [];
  const starts = new Map<number, number>();
  let length = 0;
  for (let offset = start; offset < end; ) {
    if (blocks.length === MAX_BLOCKS) return undefined;
    const { bytes, next } = await readBlock(read, offset, decompress);
    starts.set(offset - start, length);
    blocks.push(bytes);
    length += bytes.length;
    offset = next;
  }
  return { bytes: Buffer.concat(blocks), starts };
}

type Read = (offset: number, length: number) => Promise<Buffer>;
type Decompress = (block: Buffer) => Promise<Buffer>;

async function readBlock(read: Read, offset: number, decompress: Decompress): Promise<{ bytes: Buffer; next: number }> {
  const header = (await read(offset, 2)).readUInt16LE(0);
  const size = header & ~UNCOMPRESSED || UNCOMPRESSED;
  const stored = await read(offset + 2, size);
  const bytes = (header & UNCOMPRESSED) !== 0 ? stored : await decompress(stored);
  if (bytes.length > BLOCK_BYTES) throw new RangeError('a block is too long');
  return { bytes, next: offset + 2 + size };
}

function readPairs({ bytes, starts }: Blocks, ids: Buffer, idBytes: number): Xattr[] {
  if (ids.length < idBytes) throw new RangeError('its list of ids is too short');
  /** A reference is where a block starts, and how far into its uncompressed bytes. */
  const positionOf = (reference: bigint) => {
    const block = starts.get(Number(reference >> 16n));
    if (block === undefined) throw new RangeError('it refers to a block that is not there');
    return block + Number(reference & 0xffffn);
  };
  const found = new Map<string, Xattr>();
  const read = new Set<number>();
  for (let id = 0; id < idBytes; id += ID_BYTES) {
    let at = positionOf(ids.readBigUInt64LE(id));
    for (let left = ids.readUInt32LE(id + 8); left > 0; left--) {
      // Lists of a crafted table may overlap: nothing is read twice.
      if (read.has(at)) break;
      read.add(at);
      const type = bytes.readUInt16LE(at);
      const nameEnd = at + 4 + bytes.readUInt16LE(at + 2);
      const name = `${PREFIXES[type & PREFIX_MASK] ?? ''}${bytes.toString('utf8', at + 4, nameEnd)}`;
      const inPlace = (type & OUT_OF_LINE) === 0;
      const value = readValue(bytes, inPlace ? nameEnd : positionOf(bytes.readBigUInt64LE(nameEnd + 4)));
      found.set(JSON.stringify([name, value]), { name, value });
      at = nameEnd + 4 + bytes.readUInt32LE(nameEnd);
    }
  }
  return [...found.values()];
}

function readValue(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at + 4, at + 4 + bytes.readUInt32LE(at));
}

async function readExactly(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
  if (bytesRead < length) throw new RangeError('a table is out of range');
  return buffer;
}

function decompressorOf(file: string, compression: Compression, run: RunProgram): Decompress {
  const options = { maxOutputLength: BLOCK_BYTES };
  const checked = (decompress: (block: Buffer) => Buffer) => async (block: Buffer) => {
    try {
      return decompress(block);
    } catch (error) {
      // Errors of zlib have a code.
      if (!(error instanceof Error && 'code' in error)) throw error;
      throw new RangeError(error.message, { cause: error });
    }
  };
  switch (compression) {
    case 'gzip':
      return checked((block) => inflateSync(block, options));
    case 'zstd':
      return checked((block) => zstdDecompressSync(block, options));
    case 'lz4':
      return checked((block) => decompressLz4(block, BLOCK_BYTES));
    case 'xz':
      return async (input) => {
        const { exitCode, stdout, stderr } = await run('xz', ['--decompress', '--stdout'], { input });
        if (exitCode !== 0) throw new RangeError(stderr);
        return stdout;
      };
    case 'lzo':
      throw new UnsupportedImageError(
        `${file}: has extended attributes that are compressed with LZO, and cannot be checked. Build it with -comp zstd`,
      );
  }
}
