import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Artifact } from '../../src/registry/artifact.ts';
import { isTitleOf } from '../../src/registry/artifact.ts';
import { openRegistry } from '../../src/registry/client.ts';
import { failureOf } from './failures.ts';
import {
  digestOf,
  type Fault,
  IMAGE,
  json,
  LAYER,
  MANIFEST,
  manifest,
  on,
  REPOSITORY,
  startFaulty,
  status,
  TAGS,
} from './faults.ts';

const TAG = TAGS[0] ?? '';
const DIGEST = digestOf(JSON.stringify(MANIFEST));
const ARTIFACT: Artifact = { digest: DIGEST, artifactType: MANIFEST.artifactType, layers: [LAYER] };
const INDEX = 'application/vnd.oci.image.index.v1+json';
const DOCKER_IMAGE = 'application/vnd.docker.distribution.manifest.v2+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';

async function find(fault: Fault, reference = TAG): Promise<Artifact | undefined> {
  const { url } = await startFaulty(on('/manifests/', fault));
  return openRegistry(url, { backoff: 1 }).findArtifact(REPOSITORY, reference, 'arm64');
}

/** A manifest for the tag; {@link MANIFEST} for its digest. */
function tagged(body: object, contentType?: string): Fault {
  return (_, { path }) =>
    manifest(path.endsWith(DIGEST) ? MANIFEST : body, contentType && !path.endsWith(DIGEST) ? contentType : IMAGE);
}

const { artifactType: _, ...UNTYPED } = MANIFEST;
const entry = (architecture: string, os = 'linux', digest = DIGEST) => ({
  mediaType: IMAGE,
  digest,
  size: 1,
  platform: { architecture, os },
});
const OTHER = digestOf('other');
const entryOf = (platform: object, digest = DIGEST) => ({ mediaType: IMAGE, digest, size: 1, platform });
const index = (...manifests: object[]) => ({ schemaVersion: 2, mediaType: INDEX, manifests });

/** An index in so many others, each for one architecture; and all of them. */
function nest(depth: number): { outermost: object; all: object[] } {
  const inner = depth === 1 ? { outermost: MANIFEST, all: [MANIFEST] } : nest(depth - 1);
  const outermost = index(entry('arm64', 'linux', digestOf(JSON.stringify(inner.outermost))));
  return { outermost, all: [outermost, ...inner.all] };
}

/** The manifest for the tag, and others by their digests, each as what it says that it is. */
function serving({ outermost, all }: ReturnType<typeof nest>): Fault {
  return (_, { path }) => {
    const body = all.find((one) => path.endsWith(digestOf(JSON.stringify(one)))) ?? outermost;
    return manifest(body, 'manifests' in body ? INDEX : IMAGE);
  };
}

test.each<[string, Fault, Artifact | undefined]>([
  ['an OCI manifest', tagged(MANIFEST), ARTIFACT],
  ['without a digest in the header', () => json(MANIFEST, { 'content-type': IMAGE }), ARTIFACT],
  [
    'with a digest of SHA-512',
    () =>
      json(MANIFEST, { 'content-type': IMAGE, 'docker-content-digest': digestOf(JSON.stringify(MANIFEST), 'sha512') }),
    { ...ARTIFACT, digest: digestOf(JSON.stringify(MANIFEST), 'sha512') },
  ],
  ['a charset', tagged(MANIFEST, `${IMAGE}; charset=utf-8`), ARTIFACT],
  [
    'no artifactType: that of the config',
    tagged(UNTYPED),
    { digest: digestOf(JSON.stringify(UNTYPED)), artifactType: 'application/vnd.oci.empty.v1+json', layers: [LAYER] },
  ],
  [
    'a Docker manifest',
    tagged({ ...UNTYPED, mediaType: DOCKER_IMAGE }, DOCKER_IMAGE),
    {
      digest: digestOf(JSON.stringify({ ...UNTYPED, mediaType: DOCKER_IMAGE })),
      artifactType: 'application/vnd.oci.empty.v1+json',
      layers: [LAYER],
    },
  ],
  ['an index', tagged(index(entry('amd64', 'linux', digestOf('other')), entry('arm64')), INDEX), ARTIFACT],
  ['a Docker list', tagged({ ...index(entry('arm64')), mediaType: DOCKER_INDEX }, DOCKER_INDEX), ARTIFACT],
  [
    'an index with attestations',
    tagged(index(entry('unknown', 'unknown'), { digest: DIGEST }, entry('arm64')), INDEX),
    ARTIFACT,
  ],
  [
    'an index with null for a platform',
    tagged(index(entry('arm64'), { digest: OTHER, platform: null }), INDEX),
    ARTIFACT,
  ],
  ['an index with an empty platform', tagged(index({ digest: OTHER, platform: {} }, entry('arm64')), INDEX), ARTIFACT],
  ['an index of one without a platform', tagged(index({ digest: DIGEST }), INDEX), ARTIFACT],
  ['an index of one with null', tagged(index({ digest: DIGEST, platform: null }), INDEX), ARTIFACT],
  ['an index of one with an empty platform', tagged(index({ digest: DIGEST, platform: {} }), INDEX), ARTIFACT],
  ['a platform without a system', tagged(index(entryOf({ architecture: 'arm64' })), INDEX), ARTIFACT],
  ['a platform with an empty system', tagged(index(entryOf({ architecture: 'arm64', os: '' })), INDEX), ARTIFACT],
  [
    'variants: the baseline',
    tagged(
      index(entryOf({ architecture: 'arm64', os: 'linux', variant: 'v9' }, OTHER), entry('arm64'), entry('amd64')),
      INDEX,
    ),
    ARTIFACT,
  ],
  [
    'variants: the lowest',
    tagged(
      index(
        entryOf({ architecture: 'arm64', os: 'linux', variant: 'v9' }, OTHER),
        entryOf({ architecture: 'arm64', os: 'linux', variant: 'v8' }),
      ),
      INDEX,
    ),
    ARTIFACT,
  ],
  [
    'entries of other kinds',
    tagged(
      index(
        { ...entry('arm64'), mediaType: 'application/x.unknown', artifactType: 'application/vnd.test.sysext' },
        { digest: OTHER, artifactType: 'application/vnd.test.signature', annotations: null },
      ),
      INDEX,
    ),
    ARTIFACT,
  ],
  ['an index in an index', serving(nest(2)), ARTIFACT],
  ['three indexes are nested', serving(nest(3)), ARTIFACT],
  ['a media type in capitals', () => manifest(MANIFEST, IMAGE.toUpperCase()), ARTIFACT],
  [
    'null for what is left out',
    tagged({ ...UNTYPED, mediaType: null, artifactType: null, subject: null }),
    {
      digest: digestOf(JSON.stringify({ ...UNTYPED, mediaType: null, artifactType: null, subject: null })),
      artifactType: 'application/vnd.oci.empty.v1+json',
      layers: [LAYER],
    },
  ],
  [
    'a byte order mark',
    () => {
      const body = Buffer.from(`\uFEFF${JSON.stringify(MANIFEST)}`);
      return { status: 200, headers: { 'content-type': IMAGE, 'docker-content-digest': digestOf(body) }, body };
    },
    { ...ARTIFACT, digest: digestOf(`\uFEFF${JSON.stringify(MANIFEST)}`) },
  ],
  [
    'a body that was compressed on the way',
    () => {
      const { headers, body } = manifest(MANIFEST);
      return { status: 200, headers: { ...headers, 'content-encoding': 'gzip' }, body: gzipSync(body) };
    },
    ARTIFACT,
  ],
  ['404', () => status(404), undefined],
])('%s', async (_, fault, expected) => {
  expect(await find(fault)).toEqual(expected);
});

test('by its digest', async () => {
  expect(await find(() => manifest(MANIFEST), DIGEST)).toEqual(ARTIFACT);
});

const wrong = (why: string, reference = TAG) => `invalid-artifact: the manifest ${reference} is invalid: ${why}`;

test.each<[string, Fault, string]>([
  [
    'another digest in the header',
    () => json(MANIFEST, { 'content-type': IMAGE, 'docker-content-digest': LAYER.digest }),
    wrong('its digest does not match its content'),
  ],
  [
    'a header that is no digest',
    () => json(MANIFEST, { 'content-type': IMAGE, 'docker-content-digest': 'md5:0' }),
    wrong('its digest does not match its content'),
  ],
  [
    'HTML',
    (reply) => ({ ...reply, headers: { 'content-type': 'text/html' } }),
    wrong('the type "text/html" is neither an image manifest nor an index'),
  ],
  [
    'no type',
    ({ status, body }) => ({ status, headers: {}, body }),
    wrong('the type "" is neither an image manifest nor an index'),
  ],
  [
    'Docker schema 1',
    tagged({ schemaVersion: 1 }, 'application/vnd.docker.distribution.manifest.v1+prettyjws'),
    wrong(
      'the type "application/vnd.docker.distribution.manifest.v1+prettyjws" is neither an image manifest nor an index',
    ),
  ],
  ['two types', tagged(MANIFEST, DOCKER_IMAGE), wrong(`its mediaType is not ${DOCKER_IMAGE}, its content type`)],
  ['an image that is an index as well', tagged({ ...MANIFEST, manifests: [] }), wrong(`it is not a valid ${IMAGE}`)],
  [
    'an index that is an image as well',
    tagged({ ...index(), layers: [LAYER] }, INDEX),
    wrong(`it is not a valid ${INDEX}`),
  ],
  ['no layers', tagged({ ...MANIFEST, layers: undefined }), wrong(`it is not a valid ${IMAGE}`)],
  ['a negative size', tagged({ ...MANIFEST, layers: [{ ...LAYER, size: -1 }] }), wrong(`it is not a valid ${IMAGE}`)],
  [
    'a million wrong layers',
    tagged({ ...MANIFEST, layers: Array(1_000_000).fill({}) }),
    wrong(`it is not a valid ${IMAGE}`),
  ],
  [
    'no JSON',
    (reply) => ({ ...reply, headers: { 'content-type': IMAGE }, body: Buffer.from('{') }),
    wrong(`it is not a valid ${IMAGE}`),
  ],
  [
    '5 MB',
    tagged({ ...MANIFEST, annotations: { text: 'x'.repeat(5_000_000) } }),
    'invalid: a response has more than 4194304 bytes',
  ],
  ['four indexes are nested', serving(nest(4)), wrong('more than 3 indexes are nested')],
  [
    'an index to what is not there',
    (_, { path }) => (path.endsWith(TAG) ? manifest(index(entry('arm64')), INDEX) : status(404)),
    wrong(`the index ${TAG} names it, but it does not exist`, DIGEST),
  ],
  [
    'an index to no digest',
    tagged(index(entry('arm64', 'linux', '../../other')), INDEX),
    wrong('the index names an invalid digest'),
  ],
  [
    'another manifest for the digest',
    (_, { path }) => (path.endsWith(TAG) ? manifest(index(entry('arm64')), INDEX) : manifest(UNTYPED)),
    wrong('its digest does not match its content', DIGEST),
  ],
  ['418', () => status(418), `invalid: 127.0.0.1 responds with 418 for the manifest ${TAG}`],
])('%s', async (_, fault, expected) => {
  expect((await failureOf(find(fault))).replace(/127\.0\.0\.1:\d+/, '127.0.0.1')).toBe(expected);
});

test.each<[string, object, string]>([
  ['one other', index(entry('amd64')), 'amd64'],
  ['two others', index(entry('amd64'), entry('s390x'), entry('amd64')), 'amd64, s390x'],
  ['another system', index(entry('arm64', 'windows')), 'windows/arm64'],
  ['attestations', index(entry('amd64'), entry('unknown', 'unknown')), 'amd64'],
  ['variants', index(entryOf({ architecture: 'arm', os: 'linux', variant: 'v7' })), 'arm/v7'],
  ['one without a platform', index(entry('amd64'), { digest: DIGEST }), 'amd64, images without a platform'],
  ['two without a platform', index({ digest: DIGEST }, { digest: OTHER }), 'images without a platform'],
  ['nothing', index(), 'no images'],
  ['a long name', index(entry('x'.repeat(1000))), 'x'.repeat(100)],
  ['many', index(...Array.from({ length: 20 }, (_, n) => entry(`a${n}`))), 'a0, a1, a2, a3, a4, a5, a6, a7, a8, a9'],
])('an index with none for the architecture says what it has: %s', async (_, body, expected) => {
  expect(await failureOf(find(tagged(body, INDEX)))).toBe(
    `no-platform: the image index ${TAG} does not have an image for arm64: it has ${expected}`,
  );
});

test.each(['', '-a', 'a/b', '../x', 'sha256:abc', 'md5:d41d8cd98f00b204e9800998ecf8427e', 'a'.repeat(129)])(
  '%j is no reference',
  async (reference) => {
    const { url, seen } = await startFaulty();
    const client = openRegistry(url);
    expect(await failureOf(client.findArtifact(REPOSITORY, reference, 'arm64'))).toContain(
      'is neither a tag nor a digest',
    );
    expect(seen).toEqual([]);
  },
);

test.each([
  ['kubelet.raw', true],
  ['amd64/kubelet.raw', true],
  ['./a/../kubelet.raw', true],
  ['kubelet.raw.sig', false],
  ['my-kubelet.raw', false],
  ['kubelet.raw/x', false],
])('%j is the title of kubelet.raw: %s', (title, expected) => {
  expect(isTitleOf(title, 'kubelet.raw')).toBe(expected);
});
