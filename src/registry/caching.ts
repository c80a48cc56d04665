import type { Artifact } from './artifact.ts';
import type { RegistryClient } from './client.ts';

/** A client that asks for no list of tags and for no artifact twice. What failed stays so. */
export function withCache(client: RegistryClient): RegistryClient {
  const lists = new Map<string, Promise<string[]>>();
  const artifacts = new Map<string, Promise<Artifact | undefined>>();
  return {
    ...client,
    listTags: (repository) => remember(lists, repository, () => client.listTags(repository)),
    findArtifact: (repository, reference, arch) =>
      remember(artifacts, `${repository}:${reference} ${arch}`, () => client.findArtifact(repository, reference, arch)),
  };
}

function remember<Value>(known: Map<string, Value>, key: string, ask: () => Value): Value {
  const value = known.get(key) ?? ask();
  known.set(key, value);
  return value;
}
