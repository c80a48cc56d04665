import { OperationalError } from '../system/errors.ts';

/** Why a request to a registry failed. Code decides by this, never by the text of a message. */
export type RegistryErrorCode =
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
  /** A manifest or a blob that breaks the specification, is too large, or whose digest or size is wrong. */
  | 'invalid-artifact'
  /** Any other response that breaks the specification, or is too large; or the address of a registry. */
  | 'invalid';

/** A lookup or a download that failed. The message is one line that names the registry and the repository. */
export class RegistryError extends OperationalError<RegistryErrorCode> {
  override readonly name = 'RegistryError';

  /** Whether the same request may succeed after a while. */
  get isTransient(): boolean {
    return this.code === 'unavailable';
  }
}
