import path from 'node:path';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { formatRelease } from '../sysext/release.ts';
import { whyBroken } from './disk-image.ts';
import { RefusedError } from './errors.ts';
import { placeIn } from './layout.ts';
import { type CachedImage, cachedFile, cachedImages } from './local.ts';
import { findRemote } from './remote.ts';
import type { Resolution, ResolutionStep } from './schema.ts';
import { type ImageSource, referenceOf } from './source.ts';
import { DISTRO_SETTING, describeRequest, isRequested, parseRequest, type VersionRequest } from './version-request.ts';

/** A component that a host requests, and the places where it may be. */
export interface ResolveOptions {
  readonly name: string;
  /** `1.34.10`, or a whole value such as `v1.34.10-1-azlinux3`. */
  readonly version: string;
  readonly arch: Arch;
  /** The node's root on this machine; `/` on the node itself. */
  readonly root: string;
  readonly distro?: string;
  /** Whether the registry is one that cannot list tags, as in network-isolated clusters. */
  readonly isolated?: boolean;
  /** A URL or file with `{name}`, `{version}` and `{arch}` (OCI's) in it. */
  readonly tarball?: string;
}

/**
 * Decides from which source a host gets a component: the newest cached image that matches, else the newest published one,
 * else the tarball. A cached image that is broken is skipped. The tarball is also used if a registry does not respond, as a
 * host must start; the step then is `failed`.
 *
 * If the distro is not given, it is that of the cached images. If they do not have exactly one, the tarball is used.
 *
 * @throws {RefusedError} if the distro is not known, and a tarball is not given.
 */
export async function resolve(request: ResolveOptions, source: ImageSource): Promise<Resolution> {
  const { name, version, arch } = request;
  const wanted = parseRequest(version, arch, request.distro);
  const steps: ResolutionStep[] = [];
  const resolved = { name, version, arch, steps };
  try {
    const sysext = await findSysext(request, wanted, source, steps);
    if (sysext !== undefined) return { ...resolved, ...sysext };
  } catch (error) {
    if (!(error instanceof RefusedError) || request.tarball === undefined) throw error;
    steps.push({ step: steps.length === 0 ? 'distro' : 'remote', outcome: 'skipped', reason: error.message });
  }
  const tarball = fillIn(request, wanted);
  const why = whyTarball(steps.at(-1));
  if (tarball === undefined) {
    const reason = `${why}, and --tarball is not given`;
    steps.push({ step: 'tarball', outcome: 'no-match', reason });
    return { ...resolved, source: 'none' };
  }
  const instead = wanted.revision === undefined ? '' : `; the tarball replaces the build ${wanted.spelling}`;
  steps.push({ step: 'tarball', outcome: 'match', reason: `${why}${instead}` });
  return { ...resolved, source: 'tarball', tarball };
}

/** A cached image, or a published one. */
type FoundSysext = { readonly tag: string } & (
  | { readonly source: 'local'; readonly file: string }
  | { readonly source: 'remote'; readonly reference: string }
);

/** Finds a cached or a published image. @param steps receives the steps. @throws {RefusedError} if the distro is ambiguous. */
async function findSysext(
  { name, arch, root, isolated }: ResolveOptions,
  request: VersionRequest,
  source: ImageSource,
  steps: ResolutionStep[],
): Promise<FoundSysext | undefined> {
  const images = await cachedImages(root, name, arch);
  const { distro, step } = decideDistro(name, request, images);
  const wanted: VersionRequest = { ...request, distro };
  steps.push(step);

  const cached = await findLocal(name, wanted, images, root, steps);
  if (cached !== undefined) return { source: 'local', tag: cached, file: path.join(root, cachedFile(name, cached)) };

  const cachedRevision = images.find((image) => image.version.distro === distro)?.version.revision;
  const remote = await findRemote(wanted, source, { canList: isolated !== true, cachedRevision });
  steps.push(remote.step);
  const { tag } = remote;
  return tag === undefined ? undefined : { source: 'remote', tag, reference: referenceOf(source, tag) };
}

function decideDistro(
  name: string,
  wanted: VersionRequest,
  images: readonly CachedImage[],
): { distro?: string; step: ResolutionStep } {
  const decided = (distro: string, reason: string): { distro: string; step: ResolutionStep } => {
    return { distro, step: { step: 'distro', outcome: 'match', reason: `${distro}: ${reason}` } };
  };
  if (wanted.distro !== undefined) return decided(wanted.distro, 'it is requested');
  const matching = images.filter(({ version }) => isRequested(version, wanted));
  const [what, among] = matching.length > 0 ? [`${name} ${wanted.spelling}`, matching] : [name, images];
  const distros = [...new Set(among.map(({ version }) => version.distro))].sort();
  const [distro] = distros;
  if (distro === undefined) {
    const reason = `no ${name} for ${wanted.arch} is cached that has a distro`;
    return { step: { step: 'distro', outcome: 'no-match', reason } };
  }
  if (distros.length > 1) {
    const cached = `${what} is cached for several distros: ${distros.join(', ')}`;
    throw new RefusedError('no-distro', `${cached}: name one with ${DISTRO_SETTING}`);
  }
  return decided(distro, `every cached ${what} is built for it`);
}

/**
 * The tag of the newest cached image that matches and is not broken.
 *
 * @param steps receives the steps.
 */
async function findLocal(
  name: string,
  wanted: VersionRequest,
  images: readonly CachedImage[],
  root: string,
  steps: ResolutionStep[],
): Promise<string | undefined> {
  const matching = images.filter(({ version }) => isRequested(version, wanted));
  for (const [index, { tag }] of matching.entries()) {
    const broken = await whyBroken(await placeIn(root, cachedFile(name, tag), { follow: true }));
    if (broken !== undefined) {
      steps.push({
        step: 'local',
        outcome: 'skipped',
        reason: `${broken}. Remove it, or run 'pull' to fetch it again`,
      });
      continue;
    }
    const left = matching.length - index;
    const reason = `${tag} is ${left === 1 ? 'the cached match' : `the newest of ${left} cached matches`}`;
    steps.push({ step: 'local', outcome: 'match', reason });
    return tag;
  }
  if (matching.length === 0) {
    const others = images.slice(0, MAX_OTHERS).map(({ tag }) => tag);
    const cached = others.length === 0 ? 'nor is another version' : `the newest cached versions: ${others.join(', ')}`;
    steps.push({
      step: 'local',
      outcome: 'no-match',
      reason: `no ${name} ${describeRequest(wanted)} is cached; ${cached}`,
    });
  }
  return undefined;
}

/** The most other versions in a reason. */
const MAX_OTHERS = 3;

function fillIn({ name, tarball, arch }: ResolveOptions, { release }: VersionRequest): string | undefined {
  return tarball
    ?.replaceAll('{name}', name)
    .replaceAll('{version}', formatRelease(release).slice(1))
    .replaceAll('{arch}', toOciArch(arch));
}

/** Why the tarball is used, by the last step before it. */
function whyTarball(last: ResolutionStep | undefined): string {
  switch (last?.outcome) {
    case 'failed':
      return 'it is not known whether a sysext is published';
    case 'skipped':
      return 'the distro is not known';
    default:
      return 'no sysext matches';
  }
}
