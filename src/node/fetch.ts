import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, type Descriptor, TITLE } from '../registry/client.ts';
import { parseDigest } from '../registry/digest.ts';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { fileName } from '../sysext/component.ts';
import { placeIn } from './layout.ts';
import { cachedFile } from './local.ts';
import { referenceOf, type Source } from './source.ts';
import { abandoned, flushFolder, temporary } from './temporary.ts';

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
  /** Whether it was there before, with the digest that the registry says. */
  readonly wasThere: boolean;
}

/**
 * Puts an image into a root's cache, as ORAS would, under the name that its layer's title says. At no time is there a
 * file of that name whose digest is another than the registry says. What an earlier run left behind is gone on with.
 *
 * @param onProgress is told the bytes that are there, and how many there will be.
 * @throws {Error} one line, when the artifact is missing or not as nodes expect it, or the file cannot be written.
 * @throws {RegistryError} when the registry fails.
 */
export async function fetchImage(
  root: string,
  image: Image,
  source: Source,
  onProgress: (bytes: number, size: number) => void = () => {},
): Promise<Fetched> {
  const layer = imageLayer(await findImage(image, source), image, source);
  return fetchLayer(root, image, layer, source, onProgress);
}

/** Progress for people: `kubelet v1.34.10-1-azlinux3-x86-64: 40 %`. */
export function percentTo(
  onProgress: ((text: string) => void) | undefined,
  { name, tag }: Image,
): (bytes: number, size: number) => void {
  return (bytes, size) => onProgress?.(`${name} ${tag}: ${Math.floor((100 * bytes) / size)} %`);
}

/** The artifact of an image. @throws {Error} one line, when it is not published. */
export async function findImage({ tag, arch }: Image, source: Source): Promise<Artifact> {
  const artifact = await source.client.findArtifact(source.repository, tag, toOciArch(arch));
  if (artifact === undefined) throw new Error(`${referenceOf(source, tag)} is not published`);
  return artifact;
}

/** Puts the layer of an image into a root's cache, as {@link fetchImage} does. */
export async function fetchLayer(
  root: string,
  { name, tag }: Image,
  layer: Descriptor,
  source: Source,
  onProgress: (bytes: number, size: number) => void = () => {},
): Promise<Fetched> {
  const reference = referenceOf(source, tag);
  const file = await placeIn(root, cachedFile(name, tag));
  if (await hasContent(file, layer)) return { file, wasThere: true };
  await mkdir(path.dirname(file), { recursive: true });
  // A tag can be moved: parts of another content are of no use.
  const content = path.join(
    path.dirname(file),
    `${path.basename(file)}.${layer.digest.replace(':', '-').slice(0, 19)}`,
  );
  const part = temporary(content, 'part');
  await takeOver(content, part);
  await source.client
    .download(source.repository, layer, part, (bytes) => onProgress(bytes, layer.size))
    .catch((error: NodeJS.ErrnoException) => {
      if (error.code === undefined) throw error;
      throw new Error(`${reference}: ${part} cannot be written: ${error.message}`, { cause: error });
    });
  await rename(part, file);
  await flushFolder(path.dirname(file));
  return { file, wasThere: false };
}

/**
 * The artifact's only layer with a title.
 *
 * @throws {Error} one line, when there is none, or its title is one that a node would not find, or leads elsewhere.
 */
export function imageLayer({ layers }: Artifact, { name, tag }: Image, source: Source): Descriptor {
  const expected = fileName(name, tag);
  const reference = referenceOf(source, tag);
  const titled = layers.flatMap((layer) => {
    const title = layer.annotations?.[TITLE];
    return title === undefined ? [] : { layer, title };
  });
  const other = titled.find(({ title }) => title !== expected);
  if (other !== undefined) {
    const leaves = /[/\\]|^\.{0,2}$/.test(other.title) ? ', which leads out of the folder' : '';
    throw new Error(`${reference}: has a file ${JSON.stringify(other.title)}${leaves}; a node looks for ${expected}`);
  }
  const [first, second] = titled;
  if (first === undefined) throw new Error(`${reference}: has no layer with a title; a node looks for ${expected}`);
  if (second !== undefined) throw new Error(`${reference}: has two layers with the title ${expected}`);
  return first.layer;
}

/** Makes the part that an ended process has left its own. Of several processes that try, one succeeds. */
async function takeOver(content: string, part: string): Promise<void> {
  for (const left of await abandoned(content, 'part')) {
    await rename(left, part).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
}

/** Whether a file is there, with the size and digest of a blob. */
async function hasContent(file: string, { digest, size }: Descriptor): Promise<boolean> {
  const found = await lstat(file).catch(() => undefined);
  if (found === undefined || !found.isFile() || found.size !== size) return false;
  const parsed = parseDigest(digest);
  if (parsed === undefined) return false;
  const hash = createHash(parsed.algorithm);
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex') === parsed.hex;
}
