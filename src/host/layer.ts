import type { Artifact, Descriptor } from '../registry/artifact.ts';
import { findImageLayer } from '../registry/image-layer.ts';
import { InvalidImageError } from './errors.ts';

/**
 * Finds the layer of an artifact that holds an image.
 *
 * @param reference the start of the message.
 * @throws {InvalidImageError} if a node would not find the image.
 */
export function imageLayer(artifact: Artifact, name: string, tag: string, reference: string): Descriptor {
  const found = findImageLayer(artifact, name, tag);
  if ('problem' in found) throw new InvalidImageError('title', `${reference}: ${found.problem}`);
  return found.layer;
}
