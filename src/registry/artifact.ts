import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Artifact, type Descriptor, RegistryError } from './client.ts';
import { parseDigest } from './digest.ts';
import { parseJson } from './json.ts';
import { type Repository, refusal } from './repository.ts';
import { TAG } from './tags.ts';

const IMAGES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'];
const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** The largest manifest that a registry has to take (OCI Distribution Specification, "Pushing Manifests"). */
const MOST_BYTES = 4 * 1024 * 1024;

/** A list of a bounded length, looked at before its items: a report on millions of wrong ones would be large. */
function few<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).max(MOST_ITEMS).pipe(z.array(item));
}
const MOST_ITEMS = 1000;

const DescriptorSchema = z
  .object({
    mediaType: z.string(),
    digest: z.string(),
    size: z.number().int().nonnegative(),
    annotations: z.record(z.string(), z.string()).optional(),
  })
  .transform(
    ({ annotations, ...descriptor }): Descriptor => ({
      ...descriptor,
      ...(annotations !== undefined && { annotations }),
    }),
  );

/** OCI Image Manifest, and Docker's schema 2. What is of an index must not be in it: it could be read as either. */
const Image = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: z.object({ mediaType: z.string() }),
  layers: few(DescriptorSchema),
  manifests: z.undefined().optional(),
});

/** OCI Image Index, and Docker's manifest list. */
const Index = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  manifests: few(
    z.object({
      digest: z.string(),
      platform: z.object({ architecture: z.string(), os: z.string() }).optional(),
    }),
  ),
  layers: z.undefined().optional(),
});

/** What `RegistryClient.findArtifact` promises. */
export async function findArtifact(
  repository: Repository,
  reference: string,
  arch: string,
): Promise<Artifact | undefined> {
  if (!TAG.test(reference) && parseDigest(reference) === undefined) {
    const what = `${JSON.stringify(reference.slice(0, 200))} is neither a tag nor a digest`;
    throw new RegistryError('invalid', `${repository.where}: ${what}`);
  }
  const found = await readManifest(repository, reference);
  if (found === undefined || 'artifact' in found) return found?.artifact;
  const entry = found.index.manifests.find(
    ({ platform }) => platform?.os === 'linux' && platform.architecture === arch,
  );
  if (entry === undefined) return undefined;
  if (parseDigest(entry.digest) === undefined) throw invalid(repository, reference, 'the index names a wrong digest');
  const chosen = await readManifest(repository, entry.digest);
  if (chosen === undefined)
    throw invalid(repository, entry.digest, `the index ${reference} names it, and it is not there`);
  if (!('artifact' in chosen)) throw invalid(repository, entry.digest, `it is an index in the index ${reference}`);
  return chosen.artifact;
}

type Manifest = { readonly artifact: Artifact } | { readonly index: z.infer<typeof Index> };

/** @returns `undefined` for a 404. */
function readManifest(repository: Repository, reference: string): Promise<Manifest | undefined> {
  return repository.retry(async () => {
    const url = new URL(`manifests/${reference}`, repository.url);
    const answer = await repository.get('pull', url, { accept: [...IMAGES, ...INDEXES].join(', ') });
    if (answer.status === 404) {
      answer.discard();
      return undefined;
    }
    if (answer.status !== 200) throw refusal(repository, `the manifest ${reference}`, answer);
    const body = await answer.read(MOST_BYTES);
    const digest = verify(repository, reference, body, answer.header('docker-content-digest'));
    return parseManifest(repository, reference, digest, body, answer.header('content-type') ?? '');
  });
}

/** @returns the digest of a manifest: the one that was asked for, or the one that the registry names, if it is right. */
function verify(repository: Repository, reference: string, body: Buffer, named: string | undefined): string {
  const expected = reference.includes(':') ? reference : named;
  const { algorithm = 'sha256', hex } = parseDigest(expected ?? '') ?? {};
  const actual = createHash(algorithm).update(body).digest('hex');
  if (expected === undefined) return `${algorithm}:${actual}`;
  if (hex !== actual) throw invalid(repository, reference, 'its digest is another one than that of its bytes');
  return expected;
}

function parseManifest(
  repository: Repository,
  reference: string,
  digest: string,
  body: Buffer,
  contentType: string,
): Manifest {
  const type = contentType.split(';', 1)[0]?.trim() ?? '';
  const schema = IMAGES.includes(type) ? Image : INDEXES.includes(type) ? Index : undefined;
  if (schema === undefined) {
    throw invalid(
      repository,
      reference,
      `it comes as ${JSON.stringify(type.slice(0, 100))}: no image manifest or index`,
    );
  }
  const manifest = parseJson(schema, body);
  if (manifest === undefined) throw invalid(repository, reference, `it is no ${type}`);
  if (manifest.mediaType !== undefined && manifest.mediaType !== type) {
    throw invalid(repository, reference, `it calls itself something else than ${type}, as which it comes`);
  }
  if (!('config' in manifest)) return { index: manifest };
  const { artifactType = manifest.config.mediaType, layers } = manifest;
  return { artifact: { digest, artifactType, layers } };
}

function invalid({ where }: Repository, reference: string, what: string): RegistryError {
  return new RegistryError('invalid', `${where}: the manifest ${reference} is wrong: ${what}`);
}
