import { type RegistryClient, RegistryError, TITLE } from '../registry/client.ts';
import { openRegistry } from '../registry/open.ts';
import { remembering } from '../registry/remembering.ts';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { formatVersion } from '../sysext/tag.ts';
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
  const keep = async <T>(asked: Promise<T>): Promise<T[]> => {
    try {
      return [await asked];
    } catch (error) {
      failures.push((error as Error).message);
      return [];
    }
  };
  const clients = new Map(
    [...new Set(facts.slots.map(({ registry }) => registry))].map((url) => [url, remembering(openRegistry(url))]),
  );
  const wanted = facts.slots.flatMap((slot) =>
    versionsOf(slot).flatMap(({ field, version }) =>
      facts.arches.map((arch) => ({ slot, field, arch, tag: formatVersion({ ...version, arch }) })),
    ),
  );
  const asked = new Set<string>();
  const artifacts = await Promise.all(
    wanted.map(async ({ slot, field, arch, tag }) => {
      const { registry, repository } = slot;
      const reference = `${registry}/${repository}:${tag}`;
      asked.add(reference);
      onProgress(`asking registries: artifact ${asked.size}, ${repository}`);
      const found = await keep(askTitle(clients.get(registry), repository, tag, arch));
      return found.map((title): ArtifactFact => ({ slot, field, tag, title, reference }));
    }),
  );
  const lists = await Promise.all(
    facts.answer.snapshot.lists
      .filter(({ registry, repository }) =>
        facts.slots.some((slot) => slot.registry === registry && slot.repository === repository),
      )
      .map(async ({ registry, repository, tags }) => {
        const all = await keep(clients.get(registry)?.listTags(repository) ?? Promise.resolve([]));
        return all.map((list): ListFact => ({ registry, repository, seen: new Set(tags).size, all: list.length }));
      }),
  );
  return { facts: { artifacts: artifacts.flat(), lists: lists.flat() }, failure: failures[0] };
}

/** The title of an artifact's first layer that has one; `undefined` where there is no artifact for the arch. */
async function askTitle(client: RegistryClient | undefined, repository: string, tag: string, arch: Arch) {
  const artifact = await client?.findArtifact(repository, tag, toOciArch(arch)).catch((error: unknown) => {
    if (error instanceof RegistryError && error.kind === 'no-platform') return undefined;
    throw error;
  });
  if (artifact === undefined) return undefined;
  return artifact.layers.flatMap(({ annotations }) => annotations?.[TITLE] ?? [])[0] ?? null;
}
