import path from 'node:path';
import { fileName } from '../sysext/component.ts';
import { type Artifact, type Descriptor, isTitleOf, titledLayers } from './artifact.ts';

/** The annotation of a layer that ORAS unpacks into a directory instead of writing a file. */
const UNPACK = 'io.deis.oras.content.unpack';

/** Limits of a message. */
const MAX_TITLES = 5;
const MAX_TITLE_CHARACTERS = 200;

/** The layer of an artifact that holds the image, or the reason why hosts do not find it. */
export type ImageLayer = { readonly layer: Descriptor } | { readonly problem: string };

/**
 * Finds the layer of an artifact whose title is the image's file name, in any directory. Other files, such as
 * `SHA256SUMS`, are ignored. ORAS refuses the complete artifact if a title is a path out of the directory that it is
 * pulled to.
 */
export function findImageLayer(artifact: Pick<Artifact, 'layers'>, name: string, tag: string): ImageLayer {
  const expected = fileName(name, tag);
  const titled = titledLayers(artifact);
  if (titled.length === 0) return { problem: `does not have a layer with a title; hosts expect ${expected}` };
  const outside = titled.find(({ title }) => isOutside(title));
  if (outside !== undefined) {
    const file = shown(outside.title);
    return { problem: `has a file ${file} outside of the directory; hosts expect ${expected}` };
  }
  const matching = titled.filter(({ title }) => isTitleOf(title, expected));
  const [first] = matching;
  if (first === undefined) {
    const files = titled.slice(0, MAX_TITLES).map(({ title }) => shown(title));
    const list = `${files.length === 1 ? 'a file' : 'the files'} ${files.join(', ')}`;
    return { problem: `has ${list}; hosts expect ${expected}` };
  }
  const { layer, title } = first;
  if (matching.some((other) => other.layer.digest !== layer.digest || other.layer.size !== layer.size)) {
    return { problem: `has two layers with the title ${expected} and different content` };
  }
  if (layer.annotations?.[UNPACK] === 'true') {
    return { problem: `has a packed directory ${shown(title)} (${UNPACK}), not a file. Push the file itself` };
  }
  return { layer };
}

function shown(title: string): string {
  return JSON.stringify(title.slice(0, MAX_TITLE_CHARACTERS));
}

/** Whether a title is a path out of the directory that it is relative to, on any system. */
function isOutside(title: string): boolean {
  const normalized = path.posix.normalize(title.replaceAll('\\', '/'));
  return /^(?:\/|\.{0,2}$|\.\.\/|[A-Za-z]:)/.test(normalized);
}
