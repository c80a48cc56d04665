import { OperationalError } from '../system/errors.ts';

/** Why hosts cannot use an image. */
export type ImageFault =
  | 'not-published'
  | 'title'
  | 'conflict'
  | 'not-resolved'
  | 'format'
  | 'cut-off'
  | 'padding'
  | 'unreadable'
  | 'file-name'
  | 'hierarchy'
  | 'outside'
  | 'whiteout'
  | 'overlay-attribute'
  | 'device'
  | 'privileged'
  | 'world-writable'
  | 'closed-directory'
  | 'release-missing'
  | 'release-unfit'
  | 'os-release'
  | 'program-missing'
  | 'program-mode'
  | 'program-arch';

/** An image, or its artifact, that hosts cannot use. The message is one line that names it. */
export class InvalidImageError extends OperationalError<ImageFault> {
  override readonly name = 'InvalidImageError';
}

/** An image that hosts may be able to use, and that cannot be checked here. The message is one line that names it. */
export class UnsupportedImageError extends OperationalError<'unsupported-image'> {
  override readonly name = 'UnsupportedImageError';

  constructor(message: string, options?: ErrorOptions) {
    super('unsupported-image', message, options);
  }
}

/** A problem of the host, or of a copy of it. */
export type HostFault =
  /** A file cannot be written. */
  | 'not-writable'
  /** A file is not as it was written. */
  | 'changed'
  /** A path of the root is behind too many links. */
  | 'link-loop'
  /** The root does not have an os-release, or systemd cannot read it. */
  | 'os-release'
  /** The root cannot be copied. */
  | 'not-copied';

/** A host on which a step cannot be done with any image. The message is one line. */
export class HostError extends OperationalError<HostFault> {
  override readonly name = 'HostError';
}

/** A name or a version, from a manifest or the command line, that does not lead to a tag. The message is one line. */
export class InputError extends OperationalError<
  'invalid-name' | 'invalid-version' | 'has-arch' | 'no-distro' | 'not-found'
> {
  override readonly name = 'InputError';
}

/** A request that needs a decision of the user: a distro is not given, or two inputs contradict each other. */
export class RefusedError extends OperationalError<'no-distro' | 'contradiction'> {
  override readonly name = 'RefusedError';
}
