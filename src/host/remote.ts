import { RegistryError, type RegistryErrorCode } from '../registry/error.ts';
import { toOciArch } from '../sysext/arch.ts';
import { compareVersions } from '../sysext/order.ts';
import { formatVersion, parseTag } from '../sysext/tag.ts';
import { RefusedError } from './errors.ts';
import type { ResolutionStep } from './schema.ts';
import { type ImageSource, referenceOf } from './source.ts';
import { DISTRO_SETTING, describeRequest, isRequested, type VersionRequest } from './version-request.ts';

/** A published tag that matches, and its step. Without a tag, the step has the reason. */
export interface RemoteMatch {
  readonly tag?: string;
  readonly step: ResolutionStep;
}

/** Facts about a registry before the first request. */
export interface RemoteHints {
  /** Whether it can list tags. */
  readonly canList: boolean;
  /** The revision of the newest cached image of the same distro, if there is one. */
  readonly cachedRevision: number | undefined;
}

/**
 * Finds the newest published version that matches. A complete version is requested by its tag. The newest build of a
 * release is found in the list of tags or, if the list does not have any, by requesting one tag after the other: pull-through
 * caches list only the tags that were pulled, and some registries create a repository at its first pull. A registry that
 * does not respond is a step that failed, not one without a match.
 *
 * @throws {RefusedError} if the distro is not given, even if only one is published: it may be another host's.
 */
export async function findRemote(
  wanted: VersionRequest,
  source: ImageSource,
  { canList, cachedRevision }: RemoteHints,
): Promise<RemoteMatch> {
  try {
    if (!canList) return await probe(wanted, source, cachedRevision);
    const { revision, distro } = wanted;
    if (revision !== undefined && distro !== undefined) return await findExact({ ...wanted, revision, distro }, source);
    return await findListed(wanted, source, cachedRevision);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { step: { step: 'remote', outcome: 'failed', reason: error.message } };
  }
}

/** Finds a version with a revision and a distro by its tag. The list of tags is for the message only. */
async function findExact(
  wanted: VersionRequest & { readonly revision: number; readonly distro: string },
  source: ImageSource,
): Promise<RemoteMatch> {
  const { release, revision, distro, arch } = wanted;
  const tag = formatVersion({ ...release, v: true, revision, distro, arch });
  const reference = referenceOf(source, tag);
  try {
    const artifact = await source.client.findArtifact(source.repository, tag, toOciArch(wanted.arch));
    if (artifact !== undefined) return { tag, step: match(`${reference} is published`) };
  } catch (error) {
    if (!hasCode(error, 'no-platform')) throw error;
    return { step: noMatch(error.message) };
  }
  const tags = await source.client.listTags(source.repository).catch((error: unknown) => {
    if (error instanceof RegistryError) return [];
    throw error;
  });
  return { step: noMatch(`${reference} is not published${otherBuilds(tags, wanted)}`) };
}

async function findListed(
  wanted: VersionRequest,
  source: ImageSource,
  cachedRevision: number | undefined,
): Promise<RemoteMatch> {
  let listed: RemoteMatch | RegistryError;
  try {
    listed = newestOf(await source.client.listTags(source.repository), wanted, source);
    if (listed.tag !== undefined) return listed;
  } catch (error) {
    if (hasCode(error, 'no-listing')) return probe(wanted, source, cachedRevision);
    if (!hasCode(error, 'no-repository')) throw error;
    listed = error;
  }
  const unlisted = wanted.distro === undefined ? undefined : await probe(wanted, source, cachedRevision, NOT_LISTED);
  if (unlisted?.tag !== undefined) return unlisted;
  if (listed instanceof RegistryError) throw listed;
  return unlisted === undefined ? listed : { step: noMatch(`${listed.step.reason}; none is found by its tag either`) };
}

const NO_LIST = 'the registry does not list tags';
const NOT_LISTED = 'it is not in the list of tags';

function hasCode(error: unknown, code: RegistryErrorCode): error is RegistryError {
  return error instanceof RegistryError && error.code === code;
}

/** Finds the newest match in a list of tags. @throws {RefusedError} if tags match, but the distro is not given. */
function newestOf(tags: readonly string[], wanted: VersionRequest, source: ImageSource): RemoteMatch {
  const versions = tags.flatMap((tag) => parseTag(tag) ?? []);
  const matching = versions.filter((version) => isRequested(version, wanted)).sort((a, b) => compareVersions(b, a));
  if (wanted.distro === undefined && matching.length > 0) {
    const distros = [...new Set(matching.map(({ distro }) => distro))].sort();
    const published = distros.length === 1 ? distros[0] : `several distros: ${distros.join(', ')}`;
    const what = `${source.repository}: ${describeRequest(wanted)} is published for ${published}`;
    throw new RefusedError('no-distro', `${what}: name ${distros.length === 1 ? 'it' : 'one'} with ${DISTRO_SETTING}`);
  }
  const [newest] = matching;
  if (newest === undefined) {
    const what = `none of the ${tags.length} tags of ${source.repository} is ${describeRequest(wanted)}`;
    return { step: noMatch(`${what}${otherBuilds(tags, wanted)}`) };
  }
  const tag = formatVersion(newest);
  const rank = matching.length === 1 ? 'the only match' : `the newest of ${matching.length} matches`;
  return { tag, step: match(`${referenceOf(source, tag)} is ${rank}`) };
}

function match(reason: string): ResolutionStep {
  return { step: 'remote', outcome: 'match', reason };
}

function noMatch(reason: string): ResolutionStep {
  return { step: 'remote', outcome: 'no-match', reason };
}

/** The newest builds of the same release, of any distro, revision and arch, as the end of a sentence. */
function otherBuilds(tags: readonly string[], { release }: VersionRequest): string {
  const builds = tags
    .flatMap((tag) => parseTag(tag) ?? [])
    .filter((version) => isRequested(version, { release, revision: undefined, distro: undefined, arch: version.arch }))
    .sort((a, b) => compareVersions(b, a))
    .slice(0, 3)
    .map(formatVersion);
  return builds.length === 0 ? '' : `; builds of that release: ${builds.join(', ')}`;
}

/** The revisions that are requested on either side of the cached one. */
const MAX_DISTANCE = 20;

/** The most consecutive missing revisions above a published one. */
const MAX_GAP = 10;

/** The most revisions above the first match that are requested: a registry may respond to every tag. */
const MAX_CLIMB = 50;

/**
 * Requests one revision after the other: the cached one, those below it, those above it. From the first match it goes
 * upwards, over gaps of less than {@link MAX_GAP}.
 */
async function probe(
  wanted: VersionRequest,
  source: ImageSource,
  cachedRevision: number | undefined,
  why = NO_LIST,
): Promise<RemoteMatch> {
  const { release, revision, distro, arch } = wanted;
  if (distro === undefined) {
    throw new RefusedError(
      'no-distro',
      `${source.repository}: tags cannot be listed, and the distro is not known from cached images: name one with ${DISTRO_SETTING}`,
    );
  }
  const requested = new Map<number, boolean>();
  const tagOf = (number: number) => formatVersion({ ...release, v: true, revision: number, distro, arch });
  const isPublished = async (number: number): Promise<boolean> => {
    const known = requested.get(number);
    if (known !== undefined) return known;
    const found = await source.client
      .findArtifact(source.repository, tagOf(number), toOciArch(arch))
      .catch((error: unknown) => {
        if (hasCode(error, 'no-platform')) return undefined;
        throw error;
      });
    requested.set(number, found !== undefined);
    return found !== undefined;
  };

  const found = await firstPublished(revision === undefined ? order(cachedRevision ?? 1) : [revision], isPublished);
  const newest = found === undefined || revision !== undefined ? found : await climb(found, isPublished);
  const tried = `${why}; revisions ${ranges([...requested.keys()])} of ${describeRequest(wanted)} were requested`;
  const first =
    why === NO_LIST && revision === undefined && !(await isPublished(1))
      ? `; ${tagOf(1)}, which scripts of hosts expect, is missing`
      : '';
  if (newest === undefined) return { step: noMatch(`${source.repository} does not have a match: ${tried}${first}`) };
  const tag = tagOf(newest);
  return { tag, step: match(`${referenceOf(source, tag)} is published: ${tried}${first}`) };
}

/** `-3 to -1, -4 to -11` */
function ranges(numbers: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    const isNext = run !== undefined && Math.abs(number - run[1]) === 1 && (number - run[1]) * (run[1] - run[0]) >= 0;
    if (run !== undefined && isNext) run[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([first, last]) => (first === last ? `-${first}` : `-${first} to -${last}`)).join(', ');
}

/** 3, 2, 1, 4, 5, ... */
function order(start: number): number[] {
  const below = Array.from({ length: Math.min(start, MAX_DISTANCE) }, (_, i) => start - i);
  const above = Array.from({ length: MAX_DISTANCE }, (_, i) => start + 1 + i);
  return [...below, ...above];
}

async function firstPublished(
  numbers: readonly number[],
  isPublished: (number: number) => Promise<boolean>,
): Promise<number | undefined> {
  for (const number of numbers) if (await isPublished(number)) return number;
  return undefined;
}

/** The newest revision above a published one, within the limits. */
async function climb(from: number, isPublished: (number: number) => Promise<boolean>): Promise<number> {
  let newest = from;
  for (let next = from + 1; next <= Math.min(newest + MAX_GAP, from + MAX_CLIMB); next++) {
    if (await isPublished(next)) newest = next;
  }
  return newest;
}
