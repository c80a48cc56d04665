import path from 'node:path';
import { type Arch, toOciArch } from '../sysext/arch.ts';
import { type CachedImage, cachedFile, cachedImages } from './local.ts';
import { findRemote } from './remote.ts';
import type { Resolution, Step } from './schema.ts';
import { referenceOf, type Source } from './source.ts';
import { describe, isWanted, parseWanted, RefusedError, type Wanted } from './wanted.ts';

/** What a node asks for. */
export interface Request {
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
 * Decides where a node takes a component from: the newest cached image that matches, else the newest published one,
 * else the plain tarball. A registry that gives no answer leads to the tarball as well, as a node must come up; the
 * step then says that it failed.
 *
 * Where neither the version nor the request has a distro, it is that of the cached images, else that of the published
 * ones.
 *
 * @throws {RefusedError} when several distros would do.
 */
export async function resolve(request: Request, source: Source): Promise<Resolution> {
  const { name, version, arch, root } = request;
  const asked = parseWanted(version, arch, request.distro);
  const images = await cachedImages(root, name, arch);
  const { distro, step: distroStep } = decideDistro(name, asked, images);
  const wanted: Wanted = { ...asked, distro };
  const base = { schemaVersion: 1 as const, name, version, arch };

  const local = findLocal(name, wanted, images);
  const steps = [distroStep, local.step];
  if (local.tag !== undefined) {
    const file = path.join(root, cachedFile(name, local.tag));
    return { ...base, source: 'local', tag: local.tag, file, reference: null, steps };
  }

  const remote = await findRemote(wanted, source, {
    canList: request.isolated !== true,
    cachedRevision: images.find((image) => image.version.distro === distro)?.version.revision,
  });
  steps.push(remote.step);
  if (remote.tag !== undefined) {
    const reference = referenceOf(source, remote.tag);
    return { ...base, source: 'remote', tag: remote.tag, file: null, reference, steps };
  }

  const tarball = fillIn(request, wanted);
  steps.push({
    step: 'tarball',
    outcome: tarball === undefined ? 'no-match' : 'match',
    reason: why(wanted, remote.step, tarball),
  });
  const isUrl = tarball !== undefined && /^https?:\/\//.test(tarball);
  return {
    ...base,
    source: 'tarball',
    tag: null,
    file: isUrl ? null : (tarball ?? null),
    reference: isUrl ? tarball : null,
    steps,
  };
}

function decideDistro(name: string, wanted: Wanted, images: readonly CachedImage[]): { distro?: string; step: Step } {
  const decided = (distro: string, reason: string): { distro: string; step: Step } => {
    return { distro, step: { step: 'distro', outcome: 'match', reason: `${distro}: ${reason}` } };
  };
  if (wanted.distro !== undefined) return decided(wanted.distro, 'it is asked for');
  const matching = images.filter(({ version }) => isWanted(version, wanted));
  const [what, among] = matching.length > 0 ? [`${name} ${wanted.text}`, matching] : [name, images];
  const distros = [...new Set(among.map(({ version }) => version.distro))].sort();
  const [distro] = distros;
  if (distro === undefined) {
    const reason = `no ${name} for ${wanted.arch} is cached that tells the distro`;
    return { step: { step: 'distro', outcome: 'no-match', reason } };
  }
  if (distros.length > 1) {
    throw new RefusedError(`${what} is cached for several distros: ${distros.join(', ')}; name one with --distro`);
  }
  return decided(distro, `every cached ${what} is built for it`);
}

function findLocal(name: string, wanted: Wanted, images: readonly CachedImage[]): { tag?: string; step: Step } {
  const matching = images.filter(({ version }) => isWanted(version, wanted));
  const [newest] = matching;
  if (newest !== undefined) {
    const reason = `${newest.tag} is ${matching.length === 1 ? 'the cached match' : `the newest of ${matching.length} cached matches`}`;
    return { tag: newest.tag, step: { step: 'local', outcome: 'match', reason } };
  }
  const others = images.slice(0, MOST_NAMED).map(({ tag }) => tag);
  const cached = others.length === 0 ? 'no other is, either' : `the newest that are: ${others.join(', ')}`;
  const reason = `no ${name} ${describe(wanted)} is cached; ${cached}`;
  return { step: { step: 'local', outcome: 'no-match', reason } };
}

/** How many other versions a reason names. */
const MOST_NAMED = 3;

function fillIn({ name, tarball, arch }: Request, { release }: Wanted): string | undefined {
  const { major, minor, patch, prerelease } = release;
  const stage = prerelease === undefined ? '' : `-${prerelease.stage}.${prerelease.number}`;
  return tarball
    ?.replaceAll('{name}', name)
    .replaceAll('{version}', `${major}.${minor}.${patch}${stage}`)
    .replaceAll('{arch}', toOciArch(arch));
}

function why({ text, revision }: Wanted, { outcome }: Step, tarball: string | undefined): string {
  const because = outcome === 'failed' ? 'it is not known whether a sysext is published' : 'no sysext matches';
  if (tarball === undefined) return `${because}, and --tarball names no tarball`;
  return revision === undefined ? because : `${because}; the tarball takes the place of the build ${text}`;
}
