import { withCache } from '../registry/caching.ts';
import { openRegistry, type RegistryClient } from '../registry/client.ts';
import { RegistryError } from '../registry/error.ts';
import { findImageLayer } from '../registry/image-layer.ts';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { formatImageReference, inRegistry } from '../sysext/image-reference.ts';
import { formatVersion } from '../sysext/tag.ts';
import { isOperational } from '../system/errors.ts';
import { type ArtifactFact, type Facts, type ListFact, versionsOf } from './facts.ts';

/** Facts that are queried of registries beside those of an analysis: artifacts of slots, and complete tag lists. */
export interface Asked {
  readonly facts: Pick<Facts, 'artifacts' | 'lists'>;
  /** The reason why some of them are unknown. */
  readonly failure: string | undefined;
}

/** Queries the registries of the slots, with a few requests at a time to each. */
export async function askRegistries(facts: Facts, onProgress: (text: string) => void = () => {}): Promise<Asked> {
  const failures: string[] = [];
  const tolerate = async <T>(query: () => Promise<T>): Promise<T[]> => {
    try {
      return [await query()];
    } catch (error) {
      if (!isOperational(error)) throw error;
      failures.push(error.message);
      return [];
    }
  };
  const clients = new Map<string, RegistryClient>();
  const open = (registry: string): RegistryClient => {
    const client = clients.get(registry) ?? withCache(openRegistry(registry));
    clients.set(registry, client);
    return client;
  };
  const wanted = facts.slots.flatMap((slot) =>
    versionsOf(slot).flatMap(({ field, version }) =>
      facts.arches.map((arch) => ({ slot, field, arch, tag: formatVersion({ ...version, arch }) })),
    ),
  );
  const queried = new Set<string>();
  const artifacts = await Promise.all(
    wanted.map(async ({ slot, field, arch, tag }) => {
      const image = { ...inRegistry(slot.registry, slot.repository), tag };
      const { registry, repository } = image;
      const reference = formatImageReference(image);
      queried.add(reference);
      onProgress(`querying registries: artifact ${queried.size}, ${repository}`);
      const found = await tolerate(async () => problemOf(open(registry), repository, slot.component, tag, arch));
      return found.map((problem): ArtifactFact => ({ slot, field, problem, reference }));
    }),
  );
  const repositories = new Map(facts.slots.map((slot) => [`${slot.registry} ${slot.repository}`, slot]));
  const lists = await Promise.all(
    [...repositories.values()].map(async ({ registry, repository }) => {
      const place = inRegistry(registry, repository);
      const seen = facts.answer.snapshot.lists.find(
        (list) => list.registry === place.registry && list.repository === place.repository,
      );
      if (seen === undefined) return [];
      const all = await tolerate(async () => open(place.registry).listTags(place.repository));
      return all.map((list): ListFact => ({ registry, repository, seen: new Set(seen.tags).size, all: list.length }));
    }),
  );
  return { facts: { artifacts: artifacts.flat(), lists: lists.flat() }, failure: failures[0] };
}

/** The reason why a node does not find the image in an artifact; `undefined` if it does, or if the artifact does not exist. */
async function problemOf(client: RegistryClient, repository: string, name: string, tag: string, arch: Arch) {
  const artifact = await client.findArtifact(repository, tag, toOciArch(arch)).catch((error: unknown) => {
    if (error instanceof RegistryError && error.code === 'no-platform') return undefined;
    throw error;
  });
  if (artifact === undefined) return undefined;
  const found = findImageLayer(artifact, name, tag);
  return 'problem' in found ? found.problem : undefined;
}
