import { registryUrl } from '../registry/address.ts';
import { withCache } from '../registry/caching.ts';
import type { RegistryClient } from '../registry/client.ts';
import { COMPONENTS } from '../sysext/component.ts';
import { InputError } from './errors.ts';

/** Where a component is published. */
export interface ImageSource {
  readonly client: RegistryClient;
  readonly repository: string;
}

/** A registry, or a mirror that has the repositories of one under a prefix. */
export interface RegistryPlace {
  /** `https://mcr.microsoft.com` */
  readonly url: string;
  /** Empty, or `cache/mcr` */
  readonly prefix: string;
}

/**
 * Reads `mcr.microsoft.com`, `https://mirror.example:5000/cache/mcr` or `http://127.0.0.1:5000`.
 *
 * @throws {RegistryError} for an invalid registry, and for plain HTTP to other hosts.
 */
export function parseRegistry(text: string): RegistryPlace {
  const [, host = text, prefix = ''] = /^((?:\w+:\/\/)?[^/]+)(\/.*)?$/.exec(text) ?? [];
  return { url: registryUrl(host).origin, prefix: prefix.split('/').filter(Boolean).join('/') };
}

/** A repository's name in a registry that has it under a prefix. */
export function repositoryIn({ prefix }: RegistryPlace, repository: string): string {
  return prefix === '' ? repository : `${prefix}/${repository}`;
}

/**
 * Finds the sources of slots. Each registry has one client with a cache.
 *
 * @param mirror a registry to use instead of the slots' own.
 */
export function openSources(
  open: (url: string) => RegistryClient,
  mirror: string | undefined,
): (slot: { readonly registry: string; readonly repository: string }) => ImageSource {
  const clients = new Map<string, RegistryClient>();
  return ({ registry, repository }) => {
    const place = parseRegistry(mirror ?? registry);
    const client = clients.get(place.url) ?? withCache(open(place.url));
    clients.set(place.url, client);
    return { client, repository: repositoryIn(place, repository) };
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
  return `${client.url.replace(/^https?:\/\//, '')}/${repository}:${tag}`;
}
