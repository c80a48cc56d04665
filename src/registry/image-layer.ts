import path from 'node:path';
import { fileName } from '../sysext/component.ts';
import { type Artifact, type Descriptor, TITLE } from './client.ts';

/** The annotation of a layer that ORAS unpacks into a directory instead of writing a file. */
const UNPACK = 'io.deis.oras.content.unpack';

/** The most titles that a message names, and the most characters of each. */
const MAX_NAMED = 5;
const MAX_CHARACTERS = 200;

/** The layer of an artifact that holds the image, or the problem because of which a node does not find it. */
export type ImageLayer = { readonly layer: Descriptor } | { readonly problem: string };

/**
 * Finds the layer of an artifact whose title is the image's file name, in any directory: AgentBaker's scripts for Azure
 * Container Linux look for `amd64/<name>-<tag>.raw` as well. Other files, such as `SHA256SUMS`, are ignored. A title
 * that leads out of the directory that the artifact is pulled to makes ORAS refuse the whole artifact.
 */
export function findImageLayer({ layers }: Pick<Artifact, 'layers'>, name: string, tag: string): ImageLayer {
  const expected = fileName(name, tag);
  const titled = layers.flatMap((layer) => {
    const title = layer.annotations?.[TITLE];
    return title === undefined ? [] : { layer, title };
  });
  if (titled.length === 0) return { problem: `has no layer with a title; a node looks for ${expected}` };
  const outside = titled.find(({ title }) => leadsOut(title));
  if (outside !== undefined) {
    const file = shown(outside.title);
    return { problem: `has a file ${file}, which leads out of the directory; a node looks for ${expected}` };
  }
  const matching = titled.filter(({ title }) => path.posix.basename(path.posix.normalize(title)) === expected);
  const [first] = matching;
  if (first === undefined) {
    const files = titled.slice(0, MAX_NAMED).map(({ title }) => shown(title));
    const list = `${files.length === 1 ? 'a file' : 'the files'} ${files.join(', ')}`;
    return { problem: `has ${list}; a node looks for ${expected}` };
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
  return JSON.stringify(title.slice(0, MAX_CHARACTERS));
}

/** Whether a title is a path out of the directory that it is relative to, on any system. */
function leadsOut(title: string): boolean {
  const normalized = path.posix.normalize(title.replaceAll('\\', '/'));
  return /^(?:\/|\.{0,2}$|\.\.\/|[A-Za-z]:)/.test(normalized);
}
