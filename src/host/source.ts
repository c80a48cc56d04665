import { registryUrl } from '../registry/address.ts';
import { withCache } from '../registry/caching.ts';
import type { RegistryClient } from '../registry/client.ts';
import { COMPONENTS } from '../sysext/component.ts';
import { formatImageReference, inRegistry } from '../sysext/image-reference.ts';
import { InputError } from './errors.ts';

/** Where a component is published. */
export interface ImageSource {
  readonly client: RegistryClient;
  readonly repository: string;
}

/**
 * Finds the sources of repositories. Each registry has one client with a cache.
 *
 * @param mirror a registry that takes the place of the repositories' own; a host or a URL, also with a path.
 * @returns a function that throws a {@link RegistryError} for an invalid registry, and for plain HTTP to another machine.
 */
export function openSources(
  open: (url: string) => RegistryClient,
  mirror: string | undefined,
): (repository: { readonly registry: string; readonly repository: string }) => ImageSource {
  const clients = new Map<string, RegistryClient>();
  return ({ registry, repository }) => {
    const reference = inRegistry(mirror ?? registry, repository);
    const url = registryUrl(reference.registry).origin;
    const client = clients.get(url) ?? withCache(open(url));
    clients.set(url, client);
    return { client, repository: reference.repository };
  };
}

/** The repository of a known component. @throws {Error} naming the known ones. */
export function repositoryOf(name: string): string {
  const component = COMPONENTS.find((one) => one.name === name);
  if (component !== undefined) return component.repository;
  const known = COMPONENTS.map((one) => one.name).join(', ');
  throw new InputError('invalid-name', `${JSON.stringify(name)} is not a known component: name one of ${known}`);
}

/** `mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext:v1.34.10-1-azlinux3-x86-64` */
export function referenceOf({ client, repository }: ImageSource, tag: string): string {
  return formatImageReference({ registry: client.url, repository, tag, digest: undefined });
}
