import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RetryPolicy } from '../registry/retry.ts';
import type { Arch } from '../sysext/arch.ts';
import { type Component, findComponent } from '../sysext/component.ts';
import { mapConcurrently } from '../system/map-concurrently.ts';
import type { RunProgram } from '../system/run-program.ts';
import { pointLink, type Replacement, remove, replace } from './change.ts';
import type { Context } from './context.ts';
import { fetchImage, percentTo } from './fetch.ts';
import { checkImage } from './image.ts';
import { extensionLink, placeIn } from './layout.ts';
import { cachedFile } from './local.ts';
import { hostRelease, type OsRelease } from './os-release.ts';
import { resolve } from './resolve.ts';
import type { MergeResult, Resolution } from './schema.ts';
import { type ImageSource, openSources } from './source.ts';
import { refresh } from './systemd.ts';
import { fetchTarballs, type Tarballs, unpack } from './tarball.ts';

/** The components that a host is to run. */
export interface MergeRequest {
  readonly components: readonly {
    readonly name: string;
    readonly version: string;
    /** In the registry, without a mirror's prefix. */
    readonly repository: string;
  }[];
  readonly arch: Arch;
  readonly root: string;
  /** `mcr.microsoft.com`, or a mirror such as `mirror.example/cache/mcr`. */
  readonly registry: string;
  readonly distro?: string;
  readonly isolated?: boolean;
  readonly tarball?: string;
  /** Whether the images are merged now; for an image, the boot does. */
  readonly refresh: boolean;
}

/** Components that are fetched at the same time. */
const MAX_CONCURRENT = 4;

/** A component that can be put in its place: an image in the cache that fits the host, or a tarball. */
type Ready = ReadyImage | ReadyTarball;

interface ReadyImage {
  readonly resolution: Resolution;
  readonly component: Component | undefined;
  /** As seen inside the root. */
  readonly image: string;
}

interface ReadyTarball {
  readonly resolution: Resolution;
  readonly component: Component;
  readonly tarball: string;
}

/** The replacements so far, by component. */
type Journal = { readonly name: string; readonly change: Replacement }[];

/**
 * Makes a host run the requested versions: resolves, fetches and checks each, and only then points the
 * links in `/etc/extensions` at the images, has systemd-sysext merge them all at once, and links the binaries. A
 * component that comes as a tarball gets its binary instead, and no image.
 *
 * All or nothing: if a step fails, links and binaries are rolled back, and the former images are merged again.
 *
 * @throws {RefusedError} if the distro is ambiguous.
 * @throws {Error} one line: the failure, and the state of the host.
 */
export async function merge(request: MergeRequest, context: Context): Promise<MergeResult> {
  const { root } = request;
  const host = await hostRelease(root);
  const sourceOf = openSources(context.open, request.registry);
  const ready = await mapConcurrently(request.components, MAX_CONCURRENT, async (component) => {
    return prepare({ ...request, ...component }, sourceOf({ ...request, ...component }), host, context);
  });
  const images = ready.filter((one) => 'image' in one);
  const packed = ready.filter((one) => 'tarball' in one);
  const tarballs = await fetchPacked(packed, root, context.retry);
  const journal: Journal = [];
  let refreshed = false;
  try {
    await linkImages(images, root, journal);
    const unlinked = await installBinaries(packed, tarballs, request, context.run, journal);
    if (request.refresh && (images.length > 0 || unlinked)) {
      refreshed = true;
      const names = images.map(({ resolution }) => resolution.name);
      await refresh(root, names, context.run);
    }
    await linkBinaries(images, root, journal);
  } catch (error) {
    const state = await rollBack(journal, refreshed, root, context.run);
    throw new Error(`${(error as Error).message}; ${state}`, { cause: error });
  } finally {
    await tarballs.remove();
  }
  for (const { change } of journal) await change.keep();
  const components = ready.map(({ resolution }) => {
    return { ...resolution, changed: journal.some(({ name }) => name === resolution.name) };
  });
  return { schemaVersion: 2, root, refreshed, components };
}

async function prepare(
  request: MergeRequest & MergeRequest['components'][number],
  source: ImageSource,
  host: OsRelease,
  { run, onProgress }: Context,
): Promise<Ready> {
  const { name, arch, root, repository } = request;
  const resolution = await resolve(request, source);
  const component = findComponent(repository);
  if (resolution.source === 'none') throw new Error(`${name} ${request.version}: ${reasons(resolution)}`);
  if (resolution.source === 'tarball') {
    const { tarball } = resolution;
    if (component === undefined) throw new Error(`${name}: where its binary of a tarball goes to is not known`);
    return { resolution, component, tarball };
  }
  const { tag } = resolution;
  if (resolution.source === 'remote') {
    await fetchImage(root, { name, tag, arch }, source, percentTo(onProgress, { name, tag, arch }));
  }
  const image = cachedFile(name, tag);
  await checkImage(await placeIn(root, image, { follow: true }), { name, arch, host, component }, run);
  return { resolution, component, image };
}

function reasons({ steps }: Resolution): string {
  return steps
    .filter(({ outcome }) => outcome !== 'match')
    .map(({ step, reason }) => `${step}: ${reason}`)
    .join('; ');
}

/** Points the links that systemd-sysext follows at the images. */
async function linkImages(images: readonly ReadyImage[], root: string, journal: Journal): Promise<void> {
  for (const { resolution, image } of images) {
    const { name } = resolution;
    note(journal, name, await pointLink(await placeIn(root, extensionLink(name)), image));
  }
}

/** Fetches the tarballs: several components may come in one. */
async function fetchPacked(packed: readonly ReadyTarball[], root: string, retry?: RetryPolicy): Promise<Tarballs> {
  const wanted: { tarball: string; beside: string }[] = [];
  for (const { component, tarball } of packed) {
    const beside = await placeIn(root, component.nodePath);
    await mkdir(path.dirname(beside), { recursive: true });
    wanted.push({ tarball, beside });
  }
  return fetchTarballs(wanted, retry);
}

/** Puts the binaries of tarballs where nodes look for them. @returns whether one takes the place of an image. */
async function installBinaries(
  packed: readonly ReadyTarball[],
  tarballs: Tarballs,
  { root, arch }: MergeRequest,
  run: RunProgram,
  journal: Journal,
): Promise<boolean> {
  let unlinked = false;
  for (const { resolution, component, tarball } of packed) {
    const { name } = resolution;
    const file = await placeIn(root, component.nodePath);
    const program = { tarball: tarballs.fileOf(tarball), program: path.posix.basename(component.binary), arch };
    note(journal, name, await replace(file, (next) => unpack(program, next, run)));
    const removed = await remove(await placeIn(root, extensionLink(name)));
    note(journal, name, removed);
    unlinked ||= removed !== undefined;
  }
  return unlinked;
}

/** Links the binaries of merged images to where nodes look for them. */
async function linkBinaries(images: readonly ReadyImage[], root: string, journal: Journal): Promise<void> {
  for (const { resolution, component } of images) {
    if (component === undefined) continue;
    const place = await placeIn(root, component.nodePath);
    note(journal, resolution.name, await pointLink(place, component.binary));
  }
}

function note(journal: Journal, name: string, change: Replacement | undefined): void {
  if (change !== undefined) journal.push({ name, change });
}

/** Rolls back. @returns the state of the host. */
async function rollBack(journal: Journal, wasRefreshing: boolean, root: string, run: RunProgram): Promise<string> {
  const failures: string[] = [];
  const attempt = (action: Promise<void>) =>
    action.catch((error: Error) => {
      failures.push(error.message);
    });
  for (const { change } of journal.toReversed()) await attempt(change.undo());
  if (wasRefreshing) await attempt(refresh(root, [], run));
  if (failures.length > 0) return `the rollback failed as well: ${failures.join('; ')}`;
  return wasRefreshing ? 'the links are as they were, and merged again' : 'the links are as they were';
}
