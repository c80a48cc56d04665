import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Artifact } from '../../src/registry/artifact.ts';
import type { RegistryClient } from '../../src/registry/client.ts';

/** What a fake registry has under a tag: a layer with a title and bytes, or several. */
export interface FakeArtifact {
  readonly layers: readonly {
    readonly title?: string;
    readonly content: Buffer;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

export interface FakeRegistry extends RegistryClient {
  /** The tags and digests that were asked for, in order. */
  readonly asked: string[];
}

/** A registry in memory: repositories, their tags, and what is under them. */
export function fakeRegistry(
  repositories: Readonly<Record<string, Readonly<Record<string, FakeArtifact>>>>,
  failure?: Error,
): FakeRegistry {
  const asked: string[] = [];
  const blobs = new Map<string, Buffer>();
  return {
    url: 'https://registry.example',
    asked,
    async listTags(repository) {
      if (failure !== undefined) throw failure;
      return Object.keys(repositories[repository] ?? {});
    },
    async findArtifact(repository, reference): Promise<Artifact | undefined> {
      asked.push(reference);
      const found = repositories[repository]?.[reference];
      if (found === undefined) return undefined;
      const layers = found.layers.map(({ title, content, annotations: more }) => {
        const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`;
        blobs.set(digest, content);
        const annotations = { ...more, ...(title !== undefined && { 'org.opencontainers.image.title': title }) };
        return { mediaType: 'application/octet-stream', digest, size: content.length, annotations };
      });
      return { digest: 'sha256:0', artifactType: undefined, layers };
    },
    async download(_, blob, file, onProgress) {
      const content = blobs.get(blob.digest);
      if (content === undefined) throw new Error(`nobody knows ${blob.digest}`);
      await writeFile(file, content);
      onProgress?.(content.length);
    },
  };
}

/** Tags with nothing under them that could be pulled. */
export function onlyTags(tags: readonly string[]): Record<string, FakeArtifact> {
  return Object.fromEntries(tags.map((tag) => [tag, { layers: [] }]));
}
