import { RegistryError } from './error.ts';

/** The names of Docker Hub. Its API is on the last one. */
const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io'];

/**
 * The origin of a registry.
 *
 * @param registry `mcr.microsoft.com`, `localhost:5000` or `https://mcr.microsoft.com`. Plain HTTP, which has to be
 *   spelled out, is for loopback only: on a network, credentials could be read, and responses changed.
 * @throws {RegistryError}
 */
export function registryUrl(registry: string): URL {
  const url = URL.parse(registry.includes('://') ? registry : `https://${registry}`);
  if (url === null || !/^https?:$/.test(url.protocol)) throw refused('is not a registry: write HOST or https://HOST');
  if (url.username !== '' || url.password !== '') {
    throw refused("has credentials in it: remove them, and run 'oras login' or 'docker login'");
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw refused('has a path after the host: name the repository separately');
  }
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw refused('is plain HTTP, which is accepted on loopback only: use https://');
  }
  return DOCKER_HUB.includes(url.host) ? new URL('https://registry-1.docker.io') : url;

  function refused(why: string): RegistryError {
    // The part before an @ may be a password.
    const name = registry.slice(registry.lastIndexOf('@') + 1);
    return new RegistryError('invalid', `the registry ${JSON.stringify(name)} ${why}`);
  }
}

/** The hosts of this machine. */
export const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** Whether requests to a URL stay on this machine. */
export function isLoopback(url: URL): boolean {
  return LOOPBACK.includes(url.hostname);
}

/** Whether a registry may redirect its clients from one URL to the other: to HTTPS, or from loopback to loopback. */
export function mayRedirect(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:' && isLoopback(to));
}
