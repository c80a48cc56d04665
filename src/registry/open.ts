import { registryUrl } from './address.ts';
import { findArtifact } from './artifact.ts';
import type { RegistryClient } from './client.ts';
import { openCredentials } from './credentials.ts';
import { download } from './download.ts';
import { createHttp, type HttpOptions } from './http.ts';
import { createLogin } from './login.ts';
import { openRepository } from './repository.ts';
import { listTags } from './tags.ts';

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
