import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact, Descriptor } from '../registry/artifact.ts';
import { parseDigest } from '../registry/digest.ts';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { isSystemError } from '../system/errors.ts';
import { HostError, InvalidImageError } from './errors.ts';
import { imageLayer } from './layer.ts';
import { placeIn } from './layout.ts';
import { cachedFile } from './local.ts';
import { createPart, leavePart, removeParts } from './part.ts';
import { type ImageSource, referenceOf } from './source.ts';
import { flushDirectory } from './temporary.ts';

/** An image to fetch. */
export interface Image {
  readonly name: string;
  readonly tag: string;
  readonly arch: Arch;
}

/** An image that is in the cache now. */
export interface Fetched {
  /** On this machine. */
  readonly file: string;
  /** Whether it was there before, with the digest of the registry. */
  readonly wasThere: boolean;
}

/** An image, and the layer that a registry has for it. */
export interface PublishedImage {
  readonly image: Image;
  readonly layer: Descriptor;
  readonly source: ImageSource;
}

/**
 * Fetches an image into a root's cache, under the name of its layer's title. See {@link fetchLayer}.
 *
 * @throws {InvalidImageError} if the artifact is missing, or hosts cannot use it.
 * @throws {RegistryError} if the registry fails.
 * @throws {HostError} if the file cannot be written.
 */
export async function fetchImage(
  root: string,
  image: Image,
  source: ImageSource,
  onProgress?: (bytes: number, size: number) => void,
): Promise<Fetched> {
  return fetchLayer(root, await findLayer(image, source), onProgress);
}

/** Reports progress as `kubelet v1.34.10-1-azlinux3-x86-64: 40 %`. */
export function percentTo(
  onProgress: ((text: string) => void) | undefined,
  { name, tag }: Image,
): (bytes: number, size: number) => void {
  return (bytes, size) => onProgress?.(`${name} ${tag}: ${Math.floor((100 * bytes) / size)} %`);
}

/** The artifact of an image. @throws {InvalidImageError} if it is not published. */
export async function findArtifact({ tag, arch }: Image, source: ImageSource): Promise<Artifact> {
  const artifact = await source.client.findArtifact(source.repository, tag, toOciArch(arch));
  if (artifact === undefined) {
    throw new InvalidImageError('not-published', `${referenceOf(source, tag)} is not published`);
  }
  return artifact;
}

/** The layer of an image in its registry. @throws {InvalidImageError} if it is not published as hosts expect it. */
export async function findLayer(image: Image, source: ImageSource): Promise<PublishedImage> {
  const artifact = await findArtifact(image, source);
  return { image, source, layer: imageLayer(artifact, image.name, image.tag, referenceOf(source, image.tag)) };
}

/**
 * Fetches the layer of an image into a root's cache. A file under the image's name always has the digest of the registry,
 * also with concurrent processes: a download is written to a separate file, which is renamed once its content on the disk
 * has the digest. Interrupted downloads are resumed.
 *
 * @param onProgress receives the bytes so far, and the bytes in the end.
 * @throws {RegistryError} if the registry fails.
 * @throws {HostError} if the file cannot be written.
 */
export async function fetchLayer(
  root: string,
  { image: { name, tag }, layer, source }: PublishedImage,
  onProgress: (bytes: number, size: number) => void = () => {},
): Promise<Fetched> {
  const file = await placeIn(root, cachedFile(name, tag));
  const wasThere = await hasContent(file, layer);
  if (!wasThere) {
    const cannotWrite = (place: string) => (error: unknown) =>
      failToWrite(`${referenceOf(source, tag)}: ${place}`, root, error);
    await mkdir(path.dirname(file), { recursive: true }).catch(cannotWrite(path.dirname(file)));
    const part = await createPart(file, layer.digest, layer.size).catch(cannotWrite(file));
    try {
      await source.client
        .download(source.repository, layer, part.file, (bytes) => onProgress(bytes, layer.size))
        .catch(cannotWrite(part.file));
    } catch (error) {
      await leavePart(part);
      throw error;
    }
    await publish(part.file, file, layer).catch(cannotWrite(file));
  }
  await removeParts(file);
  return { file, wasThere };
}

/** Rethrows an error of the system with the path that could not be written, and the reason if it is known. */
async function failToWrite(what: string, root: string, error: unknown): Promise<never> {
  if (!isSystemError(error)) throw error;
  // Node.js reports ENOENT for a directory on a read-only file system.
  const list = await readFile(path.join(root, 'opt/.systemd-sysext/extensions'), 'utf8').catch(() => '');
  const merged = list.trim().split('\n').join(', ');
  const why = merged === '' ? error.message : `/opt is read-only, as systemd-sysext has merged ${merged} into it`;
  throw new HostError('not-writable', `${what} cannot be written: ${why}`, { cause: error });
}

/** Renames a part to its final name, if it has the content. */
async function publish(part: string, file: string, layer: Descriptor): Promise<void> {
  if (await hasContent(part, layer)) {
    try {
      await rename(part, file);
      await flushDirectory(path.dirname(file));
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  await rm(part, { force: true });
  // Another process that has fetched the same content has removed the part.
  if (await hasContent(file, layer)) return;
  throw new HostError(
    'changed',
    `${part} differs from the fetched content: another program has changed or removed it, or the disk is faulty. Try again`,
  );
}

/** Whether a file on the disk has the size and digest of a blob. */
async function hasContent(file: string, { digest, size }: Descriptor): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size !== size) return false;
  const parsed = parseDigest(digest);
  if (parsed === undefined) return false;
  try {
    const hash = createHash(parsed.algorithm);
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest('hex') === parsed.hex;
  } catch {
    // It was removed, or cannot be read.
    return false;
  }
}
