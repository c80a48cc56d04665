import path from 'node:path';
import { type Artifact, type Descriptor, isTitleOf, titledLayers } from '../registry/artifact.ts';
import { fileName } from '../sysext/component.ts';
import { InvalidImageError } from './errors.ts';

/** The annotation of a layer that ORAS unpacks into a directory of the layer's title, in place of writing a file. */
const UNPACK = 'io.deis.oras.content.unpack';

/**
 * Finds the layer of an artifact that holds an image: the one whose title is the image's file name, in any directory,
 * as AgentBaker's scripts for Azure Container Linux look for `amd64/<name>-<tag>.raw` as well. Other files beside it
 * are ignored.
 *
 * @param reference the start of the message.
 * @throws {InvalidImageError} if the layer is missing, if several differ in their content, or if a title is a path out
 *   of the directory that the artifact is pulled to: ORAS then refuses the complete artifact.
 */
export function imageLayer(artifact: Artifact, name: string, tag: string, reference: string): Descriptor {
  const expected = fileName(name, tag);
  const invalid = (what: string) => new InvalidImageError('title', `${reference}: ${what}`);
  const titled = titledLayers(artifact);
  if (titled.length === 0) throw invalid(`does not have a layer with a title; hosts expect ${expected}`);
  const outside = titled.find(({ title }) => isOutside(title));
  if (outside !== undefined) {
    throw invalid(`has a file ${shown(outside.title)} outside of the directory; hosts expect ${expected}`);
  }
  const matching = titled.filter(({ title }) => isTitleOf(title, expected));
  const [first] = matching;
  if (first === undefined) {
    const files = titled.slice(0, MAX_TITLES).map(({ title }) => shown(title));
    throw invalid(`has ${files.length === 1 ? 'a file' : 'the files'} ${files.join(', ')}; hosts expect ${expected}`);
  }
  const { layer } = first;
  if (matching.some((other) => other.layer.digest !== layer.digest || other.layer.size !== layer.size)) {
    throw invalid(`has two layers with the title ${expected} and different content`);
  }
  if (layer.annotations?.[UNPACK] === 'true') {
    throw invalid(`has a packed directory ${shown(first.title)} (${UNPACK}), not a file. Push the file itself`);
  }
  return layer;
}

/** Limits of a message. */
const MAX_TITLES = 5;
const MAX_TITLE_CHARACTERS = 200;

function shown(title: string): string {
  return JSON.stringify(title.slice(0, MAX_TITLE_CHARACTERS));
}

/** Whether a title is a path out of the directory that it is relative to, on any system. */
function isOutside(title: string): boolean {
  const normalized = path.posix.normalize(title.replaceAll('\\', '/'));
  return /^(?:\/|\.{0,2}$|\.\.\/|[A-Za-z]:)/.test(normalized);
}
