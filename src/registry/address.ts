import { RegistryError } from './error.ts';

/** Docker Hub's names; its API is on the last one. */
const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/**
 * The origin of a registry.
 *
 * @param registry `mcr.microsoft.com`, `localhost:5000` or `https://mcr.microsoft.com`. Plain HTTP, which has to be
 *   spelled out, is for loopback only: whoever is on the way could read the credentials and change the answers.
 * @throws {RegistryError}
 */
export function registryUrl(registry: string): URL {
  const url = URL.parse(registry.includes('://') ? registry : `https://${registry}`);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('is no registry: write HOST or https://HOST');
  if (url.username !== '' || url.password !== '') {
    throw refused("has credentials in it: take them out, and run 'oras login' or 'docker login'");
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused('is more than the host: the repository is named apart from it');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw refused('is plain HTTP, which is accepted on loopback only: use https://');
  }
  return DOCKER_HUB.includes(url.host) ? new URL('https://registry-1.docker.io') : url;

  function refused(why: string): RegistryError {
    // What is before an @ may be a password.
    const name = registry.slice(registry.lastIndexOf('@') + 1);
    return new RegistryError('invalid', `the registry ${JSON.stringify(name)} ${why}`);
  }
}

/** The hosts of this machine. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether an address is certain not to leave this machine. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.includes(url.hostname);
}

/** Whether a registry may send its clients there: to HTTPS, or from loopback to loopback. */
export function mayLead(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:' && isLoopback(to));
}

/**
 * A repository of a registry that may have a path, as a mirror below a directory of a host has: the host alone, and the
 * repository with the path before it, as the Distribution API wants them.
 *
 * @param registry with its scheme: `https://mcr.microsoft.com` or `https://mirror.example/prefix`.
 */
export function splitPath(registry: string, repository: string): { registry: string; repository: string } {
  const [, host = registry, path = ''] = /^([a-z]+:\/\/[^/]*)\/*(.*?)\/*$/i.exec(registry) ?? [];
  return { registry: host, repository: path === '' ? repository : `${path}/${repository}` };
}
