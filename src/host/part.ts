import { randomBytes } from 'node:crypto';
import { constants, copyFile, lstat, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/*
 * Parts are downloads on their way to a file: `.<file>.<digest>.<random>.part`, beside it.
 *
 * Each is written to by the process that has created it, and by no other: the name is random, and created with O_EXCL.
 * So nothing has to be known of other processes, which may run in another PID namespace, container or machine: neither
 * a pid nor a lock says there whether one of them still writes. A file that another process has left, or is
 * writing to, is copied, never taken over: a download verifies its first bytes as well. Parts may also be removed at any time, as a process
 * whose part is gone finds out before it gives the part its name: then the file is right already, or it fails.
 */

/** The longest silence of a download: connections time out, and pauses between attempts are minutes at most. */
const MAX_SILENCE_MS = 60 * 60 * 1000;

/** Parts of other files are kept for as long, for a later run to resume. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;

/** A part that this process has created. */
export interface PartFile {
  readonly file: string;
  /** The bytes that it starts with: those of the largest other part of the same content. */
  readonly bytes: number;
}

/**
 * Creates the part of a file.
 *
 * @param digest of the complete content.
 * @param size of the complete content, in bytes.
 */
export async function createPart(file: string, digest: string, size: number): Promise<PartFile> {
  const prefix = `.${path.basename(file)}.${digest.replace(/\W/g, '-').slice(0, 19)}.`;
  const directory = path.dirname(file);
  const part = path.join(directory, `${prefix}${randomBytes(8).toString('hex')}.part`);
  const others = (await listParts(directory, prefix)).filter((other) => other.bytes <= size);
  const [largest] = others.sort((a, b) => b.bytes - a.bytes);
  if (largest !== undefined && (await copy(largest.file, part))) {
    await removeSilent(others, MAX_SILENCE_MS);
    return { file: part, bytes: largest.bytes };
  }
  await (await open(part, 'wx')).close();
  return { file: part, bytes: 0 };
}

/** Removes the part of a failed download, if all of its bytes are in another one. */
export async function leavePart({ file, bytes }: PartFile): Promise<void> {
  const found = await lstat(file).catch(() => undefined);
  if (found !== undefined && found.size <= bytes) await rm(file, { force: true });
}

/** Removes all parts of a file that is complete, and old ones of other files. */
export async function removeParts(file: string): Promise<void> {
  const directory = path.dirname(file);
  for (const part of await listParts(directory, `.${path.basename(file)}.`)) await rm(part.file, { force: true });
  await removeSilent(await listParts(directory, '.'), MAX_AGE_MS);
}

interface FoundPart extends PartFile {
  /** When it was last written to. */
  readonly written: number;
}

async function listParts(directory: string, prefix: string): Promise<FoundPart[]> {
  const names = await readdir(directory).catch(() => []);
  const parts = names.filter((name) => name.startsWith(prefix) && name.endsWith('.part'));
  const found = await Promise.all(
    parts.map(async (name) => {
      const file = path.join(directory, name);
      const stats = await lstat(file).catch(() => undefined);
      return stats?.isFile() === true ? [{ file, bytes: stats.size, written: stats.mtimeMs }] : [];
    }),
  );
  return found.flat();
}

/** Copies a part. @returns `false` if the other one was removed, or the disk is full. */
async function copy(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    return true;
  } catch {
    await rm(to, { force: true });
    return false;
  }
}

async function removeSilent(parts: readonly FoundPart[], milliseconds: number): Promise<void> {
  for (const { file, written } of parts) {
    if (Date.now() - written > milliseconds) await rm(file, { force: true });
  }
}
