import { type Diagnostic, placeOf, sentenceOf } from '../analysis/diagnostic.ts';
import { findManifests } from '../analysis/find-manifests.ts';
import { type Slot, valuesOf } from '../manifest/slots.ts';
import type { Arch } from '../sysext/arch.ts';
import { fileName } from '../sysext/component.ts';
import { readVersion } from '../sysext/diagnose.ts';
import { parseValue } from '../sysext/tag.ts';
import { isOperational } from '../system/errors.ts';
import { mapConcurrently } from '../system/map-concurrently.ts';
import type { Context } from './context.ts';
import { InputError, InvalidImageError } from './errors.ts';
import { fetchLayer, findLayer, type PublishedImage, percentTo } from './fetch.ts';
import { findRemote } from './remote.ts';
import type { PulledImage, PullResult } from './schema.ts';
import { type ImageSource, openSources, referenceOf } from './source.ts';
import { parseRequest } from './version-request.ts';

/** The images that an image build caches, and where. */
export interface PullOptions {
  /** The repository with the manifests. */
  readonly dir: string;
  readonly root: string;
  readonly arches: readonly Arch[];
  /** A mirror to pull from, in place of the slots' registries. */
  readonly registry?: string;
  /** The distro of slots without one in their value. */
  readonly distro?: string;
}

/** Images that are fetched at the same time. */
const MAX_CONCURRENT = 4;

/**
 * Fetches every image of the sysext slots in a repository's manifests, latest and previous, for every arch. Each file is
 * fetched once, also for several slots. If an image fails, the others are fetched.
 *
 * @throws {Error} if no manifest has a sysext.
 */
export async function pull(request: PullOptions, context: Omit<Context, 'run'>): Promise<PullResult> {
  const { dir, root, arches } = request;
  const manifests = await findManifests(dir);
  const slots = manifests.flatMap((one) => one.slots);
  const problems = manifests.flatMap((one) => one.diagnostics.map(unreadable));
  if (slots.length + problems.length === 0)
    throw new Error(`${dir} does not have a components.json with a sysext in it`);

  const sourceOf = openSources(context.open, request.registry);
  const jobs = slots.flatMap((slot) =>
    valuesOf(slot).flatMap((value) => arches.map((arch): Job => ({ slot, value, arch }))),
  );
  const found = await mapConcurrently(
    unique(jobs),
    MAX_CONCURRENT,
    async ({ slot, value, arch }): Promise<FoundImage> => {
      const name = slot.component;
      try {
        const source = sourceOf(slot);
        const tag = await tagOf(value, arch, source, request.distro);
        if (tag === undefined) return { name, tag: value, file: null, outcome: 'skipped', reason: OTHER_GRAMMAR };
        return await findLayer({ name, tag, arch }, source);
      } catch (error) {
        return failed(name, value, error);
      }
    },
  );
  const files = Map.groupBy(found, (one) => ('layer' in one ? fileName(one.image.name, one.image.tag) : one));
  const images = await mapConcurrently([...files.values()], MAX_CONCURRENT, (group) => fetchOnce(root, group, context));
  return { schemaVersion: 1, root, images: [...problems, ...images.flat()] };
}

/** The published image of a slot's value, or why it cannot be pulled. */
type FoundImage = PublishedImage | PulledImage;

/** Fetches the file of several slots once. */
async function fetchOnce(
  root: string,
  found: readonly FoundImage[],
  { onProgress }: Omit<Context, 'run'>,
): Promise<PulledImage[]> {
  const published = found.filter((one) => 'layer' in one);
  const [first] = published;
  if (first === undefined) return found.filter((one) => 'outcome' in one);
  const { name, tag } = first.image;
  try {
    if (new Set(published.map(({ layer }) => layer.digest)).size > 1) throw conflict(published);
    const { file, wasThere } = await fetchLayer(root, first, percentTo(onProgress, first.image));
    return [{ name, tag, file, outcome: wasThere ? 'present' : 'pulled', reason: null }];
  } catch (error) {
    return [failed(name, tag, error)];
  }
}

/** Slots that name different images for one file. */
function conflict(published: readonly PublishedImage[]): InvalidImageError {
  const images = published.map(({ image, layer, source }) => `${referenceOf(source, image.tag)} (${layer.digest})`);
  const what = `several images have this file name: ${[...new Set(images)].join(', ')}. Remove all slots but one of them`;
  return new InvalidImageError('conflict', what);
}

function failed(name: string, tag: string, error: unknown): PulledImage {
  if (!isOperational(error)) throw error;
  return { name, tag, file: null, outcome: 'failed', reason: error.message };
}

/** The tag of a slot's value. @returns `undefined` for a value of another grammar. */
async function tagOf(value: string, arch: Arch, source: ImageSource, distro: string | undefined) {
  const reading = readVersion(value);
  if (reading.kind === 'foreign') return undefined;
  if (reading.kind === 'malformed')
    throw new InputError('invalid-version', `${JSON.stringify(value)} is not a version: ${reading.why}`);
  if (parseValue(value) !== undefined) return `${value}-${arch}`;
  if (reading.kind === 'version') throw new InputError('has-arch', `${value} has an arch; a slot's value has none`);
  if (distro === undefined)
    throw new InputError('no-distro', `${value} has no revision and distro; name the distro with --distro`);
  const wanted = parseRequest(value, arch, distro);
  const { tag, step } = await findRemote(wanted, source, { canList: true, cachedRevision: undefined });
  if (tag === undefined) throw new InputError('not-found', step.reason);
  return tag;
}

const OTHER_GRAMMAR = 'its value is not a version of a Kubernetes sysext';

interface Job {
  readonly slot: Slot;
  readonly value: string;
  readonly arch: Arch;
}

/** Several OS releases and manifests have the same slots. */
function unique(jobs: readonly Job[]): Job[] {
  return [
    ...new Map(
      jobs.map((job) => [`${job.slot.registry} ${job.slot.repository} ${job.value} ${job.arch}`, job]),
    ).values(),
  ];
}

/** A part of a manifest that cannot be read: it may stand for an image. */
function unreadable(problem: Diagnostic): PulledImage {
  const reason = `${placeOf(problem)}: ${sentenceOf(problem)}`;
  return { name: problem.package ?? '', tag: '', file: null, outcome: 'failed', reason };
}
