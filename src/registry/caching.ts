import type { Artifact } from './artifact.ts';
import type { RegistryClient } from './client.ts';

/** Adds a cache of tag lists and artifacts to a client. Failures are cached as well. */
export function withCache(client: RegistryClient): RegistryClient {
  const lists = new Map<string, Promise<string[]>>();
  const artifacts = new Map<string, Promise<Artifact | undefined>>();
  return {
    ...client,
    listTags: (repository) => cached(lists, repository, () => client.listTags(repository)),
    findArtifact: (repository, reference, arch) =>
      cached(artifacts, `${repository}:${reference} ${arch}`, () => client.findArtifact(repository, reference, arch)),
  };
}

function cached<Value>(cache: Map<string, Value>, key: string, request: () => Value): Value {
  const value = cache.get(key) ?? request();
  cache.set(key, value);
  return value;
}
