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
export class InvalidImageError extends Error {
  override readonly name = 'InvalidImageError';
  readonly code: ImageFault;

  constructor(code: ImageFault, message: string) {
    super(message);
    this.code = code;
  }
}

/** An image that hosts may be able to use, and that cannot be checked here. The message is one line that names it. */
export class UnsupportedImageError extends Error {
  override readonly name = 'UnsupportedImageError';
}

/** A file that this machine could not write, or did not keep as it was written. The message is one line. */
export class HostError extends Error {
  override readonly name = 'HostError';
}
