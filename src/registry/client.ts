import { registryUrl } from './address.ts';
import { type Artifact, type Descriptor, findArtifact } from './artifact.ts';
import { openCredentials } from './credentials.ts';
import { download } from './download.ts';
import { createHttp, type HttpOptions } from './http.ts';
import { createLogin } from './login.ts';
import { openRepository } from './repository.ts';
import { listTags } from './tags.ts';

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
   * @returns `undefined` if the registry does not have the artifact (404).
   * @throws {RegistryError} with the code `no-platform` if an index does not have an image for `arch`.
   */
  findArtifact(repository: string, reference: string, arch: string): Promise<Artifact | undefined>;
  /**
   * Writes a blob to `file`. A `file` that holds the start of the blob is kept, and the rest is requested. In the end
   * `file` has the descriptor's size and digest, and is flushed to the disk. After a failure it holds the received bytes,
   * to be resumed; only bytes that are proven wrong are removed.
   *
   * @param onProgress receives the number of bytes that have been written so far.
   * @throws {RegistryError}, and the system's errors when `file` cannot be written.
   */
  download(repository: string, blob: Descriptor, file: string, onProgress?: (bytes: number) => void): Promise<void>;
}

/**
 * Opens a client for a registry, without a request yet.
 *
 * If the registry requires a login, the client uses the credentials that `oras login`, `docker login` or `podman login`
 * have stored. It uses the proxies of the environment, and trusts the authorities of `NODE_EXTRA_CA_CERTS`.
 *
 * @param registry `mcr.microsoft.com` or `https://mcr.microsoft.com`; plain HTTP on loopback only.
 * @throws {RegistryError} if this is not the address of a registry.
 */
export function openRegistry(registry: string, options: HttpOptions = {}): RegistryClient {
  const url = registryUrl(registry);
  const http = createHttp(options);
  const login = createLogin(url, http, openCredentials(url.host));
  const repositoryOf = (name: string) => openRepository(url, http, login, name);
  return {
    url: url.origin,
    listTags: async (repository) => listTags(repositoryOf(repository)),
    findArtifact: async (repository, reference, arch) => findArtifact(repositoryOf(repository), reference, arch),
    download: async (repository, blob, file, onProgress) => download(repositoryOf(repository), blob, file, onProgress),
  };
}
