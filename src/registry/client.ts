/** What a manifest says of a blob (OCI Image Specification, "OCI Content Descriptors"). */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:<hex>` or `sha512:<hex>` */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The annotation that has a layer's file name (OCI Image Specification, "Pre-Defined Annotation Keys"; as ORAS writes it). */
export const TITLE = 'org.opencontainers.image.title';

/** An artifact in a registry: an OCI or Docker image manifest. */
export interface Artifact {
  readonly digest: string;
  readonly artifactType: string | undefined;
  readonly layers: readonly Descriptor[];
}

/** What kept a registry from answering. The message of each is one line that names the registry and the repository. */
export type RegistryFailure =
  /** 401, 403, or no token: the credentials are missing, wrong, or not enough. */
  | 'denied'
  /** 404 for the repository: there is none of this name. */
  | 'no-repository'
  /** The registry has no way to list tags, or refuses it: 404 or 405 for the list of a repository that it serves. */
  | 'no-listing'
  /** No connection, a timeout, 429 or 5xx after all retries. */
  | 'unavailable'
  /** An answer that breaks the specification, is too large, or whose digest or size is wrong. */
  | 'invalid';

/** A lookup or a download that failed. */
export class RegistryError extends Error {
  readonly kind: RegistryFailure;

  constructor(kind: RegistryFailure, message: string) {
    super(message);
    this.name = 'RegistryError';
    this.kind = kind;
  }
}

/** One OCI registry. */
export interface RegistryClient {
  /** `https://mcr.microsoft.com` */
  readonly url: string;
  /** All tags of a repository, over all pages, without duplicates. @throws {RegistryError} */
  listTags(repository: string): Promise<string[]>;
  /**
   * The artifact that a tag or digest names. Where that is an image index, the one for `arch` (an OCI platform
   * architecture such as `amd64`) in it.
   *
   * @returns `undefined` when the registry says that there is none (404), or the index has none for `arch`.
   * @throws {RegistryError}
   */
  findArtifact(repository: string, reference: string, arch: string): Promise<Artifact | undefined>;
  /**
   * Writes a blob to `file`: what `file` already has is kept when it is the start of the blob, and the rest is asked for.
   * When it returns, `file` has the descriptor's size and digest, and is flushed to the disk. After a failure it may hold
   * a part; a file with a wrong digest is removed.
   *
   * @param onProgress is told the number of bytes that have been written so far.
   * @throws {RegistryError}, and the system's errors when `file` cannot be written.
   */
  download(repository: string, blob: Descriptor, file: string, onProgress?: (bytes: number) => void): Promise<void>;
}
