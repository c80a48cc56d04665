import { createHash } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { parseDigest } from './digest.ts';
import { RegistryError } from './error.ts';
import { type Repository, refusal } from './repository.ts';
import { TAG } from './tags.ts';

/** A manifest's description of a blob (OCI Image Specification, "OCI Content Descriptors"). */
export interface Descriptor {
  readonly mediaType: string;
  /** `sha256:<hex>` or `sha512:<hex>` */
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** The annotation that has a layer's file name (OCI Image Specification, "Pre-Defined Annotation Keys"; as ORAS writes it). */
const TITLE = 'org.opencontainers.image.title';

/** A layer, and the file name that clients write it to. */
export interface TitledLayer {
  readonly layer: Descriptor;
  readonly title: string;
}

/** The layers of an artifact that have a title. */
export function titledLayers({ layers }: Pick<Artifact, 'layers'>): TitledLayer[] {
  return layers.flatMap((layer) => {
    const title = layer.annotations?.[TITLE];
    return title === undefined ? [] : { layer, title };
  });
}

/** Whether a title is that of a file, in any directory: AgentBaker's scripts look for `amd64/<file>` as well. */
export function isTitleOf(title: string, file: string): boolean {
  return path.posix.basename(path.posix.normalize(title)) === file;
}

/** An artifact in a registry: an OCI or Docker image manifest. */
export interface Artifact {
  readonly digest: string;
  readonly artifactType: string | undefined;
  readonly layers: readonly Descriptor[];
}

const IMAGES = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json'];
const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
];

/** The largest manifest that a registry must accept (OCI Distribution Specification, "Pushing Manifests"). */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;

/** A list of a bounded length, which is checked before its items: a report on millions of invalid ones would be large. */
function bounded<Item extends z.ZodType>(item: Item) {
  return z.array(z.unknown()).max(MAX_ITEMS).pipe(z.array(item));
}
const MAX_ITEMS = 1000;

const DescriptorSchema = z
  .object({
    mediaType: z.string(),
    digest: z.string(),
    size: z.number().int().nonnegative(),
    annotations: z.record(z.string(), z.string()).nullish(),
  })
  .transform(
    ({ annotations, ...descriptor }): Descriptor => ({
      ...descriptor,
      ...(annotations && { annotations }),
    }),
  );

/** OCI Image ParsedManifest, and Docker's schema 2. A field of an index must not be in it: it could be read as either. */
const Image = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().nullish(),
  artifactType: z.string().nullish(),
  config: z.object({ mediaType: z.string() }),
  layers: bounded(DescriptorSchema),
  manifests: z.undefined().optional(),
});

/** The platform of an entry of an index. Some tools omit parts of it, or all. */
const Platform = z
  .object({ architecture: z.string(), os: z.string(), variant: z.string() })
  .partial()
  .nullish()
  .transform((platform) => platform ?? {});
type Platform = z.infer<typeof Platform>;

/** OCI Image Index, and Docker's manifest list. */
const Index = z.object({
  schemaVersion: z.literal(2),
  mediaType: z.string().nullish(),
  manifests: bounded(z.object({ digest: z.string(), platform: Platform })),
  layers: z.undefined().optional(),
});
type Index = z.infer<typeof Index>;

/** An index may name another one. */
const MAX_INDEX_DEPTH = 3;

/** Implements `RegistryClient.findArtifact`. */
export async function findArtifact(
  repository: Repository,
  reference: string,
  arch: string,
): Promise<Artifact | undefined> {
  if (!TAG.test(reference) && parseDigest(reference) === undefined) {
    const what = `${JSON.stringify(reference.slice(0, 200))} is neither a tag nor a digest`;
    throw new RegistryError('invalid', `${repository.where}: ${what}`);
  }
  let found = await readManifest(repository, reference);
  for (let depth = 1; found !== undefined && 'index' in found; depth++) {
    if (depth > MAX_INDEX_DEPTH)
      throw invalid(repository, reference, `more than ${MAX_INDEX_DEPTH} indexes are nested`);
    const digest = chooseDigest(found.index, arch, repository, reference);
    if (parseDigest(digest) === undefined) throw invalid(repository, reference, 'the index names an invalid digest');
    found = await readManifest(repository, digest);
    if (found === undefined) {
      throw invalid(repository, digest, `the index ${reference} names it, but it does not exist`);
    }
  }
  return found?.artifact;
}

/** The digest of the image for an architecture of Linux. */
function chooseDigest({ manifests }: Index, arch: string, repository: Repository, reference: string): string {
  const fitting = manifests
    .filter(({ platform }) => platform.architecture === arch && (platform.os || 'linux') === 'linux')
    // The baseline of an architecture runs on all of its machines. A variant such as amd64/v3 does not.
    .sort((a, b) => (a.platform.variant ?? '').localeCompare(b.platform.variant ?? ''));
  const [only, ...others] = manifests;
  const chosen = fitting[0] ?? (others.length === 0 && only?.platform.architecture === undefined ? only : undefined);
  if (chosen !== undefined) return chosen.digest;
  // The platform of attestations is "unknown".
  const images = manifests.filter(({ platform }) => platform.architecture !== 'unknown');
  const platforms = [...new Set(images.map(({ platform }) => describe(platform)))];
  const shown = platforms.slice(0, MAX_SHOWN_PLATFORMS).join(', ') || 'no images';
  const what = `the image index ${reference} does not have an image for ${arch}: it has ${shown}`;
  throw new RegistryError('no-platform', `${repository.where}: ${what}`);
}

const MAX_SHOWN_PLATFORMS = 10;

/** `arm64`, `arm64/v8`, `windows/amd64` */
function describe({ architecture, os, variant }: Platform): string {
  if (architecture === undefined) return 'images without a platform';
  const system = (os || 'linux') === 'linux' ? [] : [os];
  return [...system, architecture, ...(variant ? [variant] : [])].join('/').slice(0, 100);
}

type ParsedManifest = { readonly artifact: Artifact } | { readonly index: Index };

/** @returns `undefined` for a 404. */
function readManifest(repository: Repository, reference: string): Promise<ParsedManifest | undefined> {
  return repository.retry(async () => {
    const url = new URL(`manifests/${reference}`, repository.url);
    const response = await repository.get('pull', url, { accept: [...IMAGES, ...INDEXES].join(', ') });
    if (response.status === 404) {
      response.discard();
      return undefined;
    }
    if (response.status !== 200) throw refusal(repository, `the manifest ${reference}`, response);
    const body = await response.read(MAX_MANIFEST_BYTES);
    const digest = verify(repository, reference, body, response.header('docker-content-digest'));
    return parseManifest(repository, reference, digest, body, response.header('content-type') ?? '');
  });
}

/** Verifies a manifest. @returns its digest: the requested one, else the one that the registry names. */
function verify(repository: Repository, reference: string, body: Buffer, named: string | undefined): string {
  const expected = reference.includes(':') ? reference : named;
  const { algorithm = 'sha256', hex } = parseDigest(expected ?? '') ?? {};
  const actual = createHash(algorithm).update(body).digest('hex');
  if (expected === undefined) return `${algorithm}:${actual}`;
  if (hex !== actual) throw invalid(repository, reference, 'its digest does not match its content');
  return expected;
}

function parseManifest(
  repository: Repository,
  reference: string,
  digest: string,
  body: Buffer,
  contentType: string,
): ParsedManifest {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const schema = IMAGES.includes(type) ? Image : INDEXES.includes(type) ? Index : undefined;
  if (schema === undefined) {
    throw invalid(
      repository,
      reference,
      `the type ${JSON.stringify(type.slice(0, 100))} is neither an image manifest nor an index`,
    );
  }
  const manifest = parseJson(schema, body);
  if (manifest === undefined) throw invalid(repository, reference, `it is not a valid ${type}`);
  if ((manifest.mediaType ?? type) !== type) {
    throw invalid(repository, reference, `its mediaType is not ${type}, its content type`);
  }
  if (!('config' in manifest)) return { index: manifest };
  const { artifactType, config, layers } = manifest;
  return { artifact: { digest, artifactType: artifactType ?? config.mediaType, layers } };
}

function invalid({ where }: Repository, reference: string, what: string): RegistryError {
  return new RegistryError('invalid-artifact', `${where}: the manifest ${reference} is invalid: ${what}`);
}
