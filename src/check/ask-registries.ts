import { isTitleOf, titledLayers } from '../registry/artifact.ts';
import { withCache } from '../registry/caching.ts';
import { openRegistry, type RegistryClient } from '../registry/client.ts';
import { RegistryError } from '../registry/error.ts';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { fileName } from '../sysext/component.ts';
import { formatImageReference, inRegistry } from '../sysext/image-reference.ts';
import { formatVersion } from '../sysext/tag.ts';
import { isOperational } from '../system/errors.ts';
import { type ArtifactFact, type Facts, type ListFact, versionsOf } from './facts.ts';

/** What registries say beside what a plan asks: the artifacts of the slots, and the tag lists over all pages. */
export interface Asked {
  readonly facts: Pick<Facts, 'artifacts' | 'lists'>;
  /** Why some of it is not known. */
  readonly failure: string | undefined;
}

/** Asks the registries of the slots, a few requests at a time for each. */
export async function askRegistries(facts: Facts, onProgress: (text: string) => void = () => {}): Promise<Asked> {
  const failures: string[] = [];
  const keep = async <T>(ask: () => Promise<T>): Promise<T[]> => {
    try {
      return [await ask()];
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
  const asked = new Set<string>();
  const artifacts = await Promise.all(
    wanted.map(async ({ slot, field, arch, tag }) => {
      const image = { ...inRegistry(slot.registry, slot.repository), tag };
      const { registry, repository } = image;
      const reference = formatImageReference(image);
      asked.add(reference);
      onProgress(`asking registries: artifact ${asked.size}, ${repository}`);
      const found = await keep(async () =>
        askTitle(open(registry), repository, tag, arch, fileName(slot.component, tag)),
      );
      return found.map((title): ArtifactFact => ({ slot, field, tag, title, reference }));
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
      const all = await keep(async () => open(place.registry).listTags(place.repository));
      return all.map((list): ListFact => ({ registry, repository, seen: new Set(seen.tags).size, all: list.length }));
    }),
  );
  return { facts: { artifacts: artifacts.flat(), lists: lists.flat() }, failure: failures[0] };
}

/** `file` if a layer of an artifact has this title, else the first title; `undefined` without an artifact for the arch. */
async function askTitle(client: RegistryClient, repository: string, tag: string, arch: Arch, file: string) {
  const artifact = await client.findArtifact(repository, tag, toOciArch(arch)).catch((error: unknown) => {
    if (error instanceof RegistryError && error.code === 'no-platform') return undefined;
    throw error;
  });
  if (artifact === undefined) return undefined;
  const titles = titledLayers(artifact).map(({ title }) => title);
  return titles.some((title) => isTitleOf(title, file)) ? file : (titles[0] ?? null);
}
