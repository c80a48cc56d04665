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

/** Why a request to a registry failed. Code decides by this, never by the text of a message. */
export type RegistryFailure =
  /** 401, 403, or no token: the credentials are missing, wrong, or not enough. */
  | 'denied'
  /** 404 for the list of a repository: the registry has none of this name, or creates it at its first pull. */
  | 'no-repository'
  /** The registry cannot list tags, or refuses to: 404 or 405 for the list of a repository that it may well serve. */
  | 'no-listing'
  /** The artifact exists, and its image index has no image for the architecture. */
  | 'no-platform'
  /** No connection, a timeout, 429 or 5xx, after all retries. */
  | 'unavailable'
  /** The proxy on the way refuses, or is not configured with a URL. */
  | 'proxy'
  /** The server speaks neither TLS nor HTTP as it should, or its certificate is not accepted. */
  | 'protocol'
  /** A response that breaks the specification, is too large, or whose digest or size is wrong. */
  | 'invalid';

/** A lookup or a download that failed. The message is one line that names the registry and the repository. */
export class RegistryError extends Error {
  readonly kind: RegistryFailure;

  constructor(kind: RegistryFailure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'RegistryError';
    this.kind = kind;
  }

  /** Whether the same request may succeed after a while. */
  get isTransient(): boolean {
    return this.kind === 'unavailable';
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
   * architecture such as `amd64`) in it. The list of tags is not consulted.
   *
   * @returns `undefined` when the registry has no such artifact (404).
   * @throws {RegistryError} of kind `no-platform` when an index has none for `arch`.
   */
  findArtifact(repository: string, reference: string, arch: string): Promise<Artifact | undefined>;
  /**
   * Writes a blob to `file`: what `file` already has is kept when it is the start of the blob, and the rest is asked for.
   * When it returns, `file` has the descriptor's size and digest, and is flushed to the disk. After a failure it holds
   * what was received, to be resumed; only bytes that are proven wrong are removed.
   *
   * @param onProgress is told the number of bytes that have been written so far.
   * @throws {RegistryError}, and the system's errors when `file` cannot be written.
   */
  download(repository: string, blob: Descriptor, file: string, onProgress?: (bytes: number) => void): Promise<void>;
}
