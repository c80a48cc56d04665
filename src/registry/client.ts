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

/**
 * A client for a registry. Nothing is asked yet.
 *
 * It logs in when the registry wants it to, with what `oras login`, `docker login` or `podman login` have stored, goes
 * through the proxies of the environment, and trusts the authorities of `NODE_EXTRA_CA_CERTS`.
 *
 * @param registry `mcr.microsoft.com` or `https://mcr.microsoft.com`; plain HTTP on loopback only.
 * @throws {RegistryError} when this is no registry's address.
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
