import { RegistryError, type RegistryErrorCode } from '../registry/error.ts';
import { toOciArch } from '../sysext/arch.ts';
import { compareVersions } from '../sysext/order.ts';
import { formatVersion, parseTag } from '../sysext/tag.ts';
import { RefusedError } from './errors.ts';
import type { ResolutionStep } from './schema.ts';
import { referenceOf, type Source } from './source.ts';
import { DISTRO_SETTING, describeRequest, isRequested, type VersionRequest } from './version-request.ts';

/** A published tag that matches, and the step that tells of it; without a tag, why there is none. */
export interface RemoteMatch {
  readonly tag?: string;
  readonly step: ResolutionStep;
}

/** What is known of a registry before it is asked. */
export interface Probing {
  /** Whether it can list tags. */
  readonly canList: boolean;
  /** The revision of the newest cached image of the same distro, if there is one. */
  readonly cachedRevision: number | undefined;
}

/**
 * The newest published version that is wanted. A whole version is requested by its tag. Of a release, it is the newest in
 * the registry's list of tags. Where the list has none, one tag after the other is requested, as from a registry without
 * a list: caches list only what was pulled through them, and some registries create a repository at its first pull.
 * A registry that gives no answer is a step that failed, not one without a match.
 *
 * @throws {RefusedError} if no distro is wanted, and a choice has to be made: nothing is taken because it happens to be
 *   the only one that is published.
 */
export async function findRemote(
  wanted: VersionRequest,
  source: Source,
  { canList, cachedRevision }: Probing,
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

/** A version with a revision and a distro, by its tag. The list of tags only shows what else there is. */
async function findExact(
  wanted: VersionRequest & { readonly revision: number; readonly distro: string },
  source: Source,
): Promise<RemoteMatch> {
  const { release, revision, distro, arch } = wanted;
  const tag = formatVersion({ ...release, v: true, revision, distro, arch });
  const reference = referenceOf(source, tag);
  try {
    const artifact = await source.client.findArtifact(source.repository, tag, toOciArch(arch));
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
  source: Source,
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

const NO_LIST = 'the registry lists no tags';
const NOT_LISTED = 'the list does not show it';

function hasCode(error: unknown, code: RegistryErrorCode): error is RegistryError {
  return error instanceof RegistryError && error.code === code;
}

/** The newest wanted one of a registry's tags. @throws {RefusedError} if there are matches, and no distro is wanted. */
function newestOf(tags: readonly string[], wanted: VersionRequest, source: Source): RemoteMatch {
  const versions = tags.flatMap((tag) => parseTag(tag) ?? []);
  const matching = versions.filter((version) => isRequested(version, wanted)).sort((a, b) => compareVersions(b, a));
  if (wanted.distro === undefined && matching.length > 0) {
    const distros = [...new Set(matching.map(({ distro }) => distro))].sort();
    const published = distros.length === 1 ? distros[0] : `several distros: ${distros.join(', ')}`;
    const what = `${source.repository}: ${describeRequest(wanted)} is published for ${published}`;
    throw new RefusedError('no-distro', `${what}; name ${distros.length === 1 ? 'it' : 'one'} with ${DISTRO_SETTING}`);
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

/** The newest builds of the same release that are not for the wanted distro, revision or arch, as the end of a sentence. */
function otherBuilds(tags: readonly string[], { release }: VersionRequest): string {
  const builds = tags
    .flatMap((tag) => parseTag(tag) ?? [])
    .filter((version) => isRequested(version, { release, revision: undefined, distro: undefined, arch: version.arch }))
    .sort((a, b) => compareVersions(b, a))
    .slice(0, 3)
    .map(formatVersion);
  return builds.length === 0 ? '' : `; of that release there are ${builds.join(', ')}`;
}

/** How many revisions on either side of the cached one are tried. */
const REACH = 20;

/** How many revisions in a row may be missing above one that is there: as many are asked for, and found missing. */
const MAX_GAP = 10;

/** How far above one that is there revisions are asked for: a registry may have an answer for every tag. */
const MAX_CLIMB = 50;

/**
 * Asks for one revision after the other: the cached one, those below it, those above it; and from one that is there on
 * upwards, over gaps of {@link MAX_GAP}.
 */
async function probe(
  wanted: VersionRequest,
  source: Source,
  cachedRevision: number | undefined,
  why = NO_LIST,
): Promise<RemoteMatch> {
  const { release, revision, distro, arch } = wanted;
  if (distro === undefined) {
    throw new RefusedError(
      'no-distro',
      `${source.repository}: tags cannot be listed, and nothing that is cached tells the distro; name one with ${DISTRO_SETTING}`,
    );
  }
  const asked = new Map<number, boolean>();
  const tagOf = (number: number) => formatVersion({ ...release, v: true, revision: number, distro, arch });
  const isThere = async (number: number): Promise<boolean> => {
    const known = asked.get(number);
    if (known !== undefined) return known;
    const found = await source.client
      .findArtifact(source.repository, tagOf(number), toOciArch(arch))
      .catch((error: unknown) => {
        if (hasCode(error, 'no-platform')) return undefined;
        throw error;
      });
    asked.set(number, found !== undefined);
    return found !== undefined;
  };

  const found = await firstThere(revision === undefined ? order(cachedRevision ?? 1) : [revision], isThere);
  const newest = found === undefined || revision !== undefined ? found : await climb(found, isThere);
  const tried = `${why}; it was asked for ${ranges([...asked.keys()])} of ${describeRequest(wanted)}`;
  const first =
    why === NO_LIST && revision === undefined && !(await isThere(1))
      ? `; ${tagOf(1)}, which node scripts take for granted, is missing`
      : '';
  if (newest === undefined) return { step: noMatch(`${source.repository} has no match: ${tried}${first}`) };
  const tag = tagOf(newest);
  return { tag, step: match(`${referenceOf(source, tag)} is there: ${tried}${first}`) };
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
  const below = Array.from({ length: Math.min(start, REACH) }, (_, i) => start - i);
  const above = Array.from({ length: REACH }, (_, i) => start + 1 + i);
  return [...below, ...above];
}

async function firstThere(
  numbers: readonly number[],
  isThere: (number: number) => Promise<boolean>,
): Promise<number | undefined> {
  for (const number of numbers) if (await isThere(number)) return number;
  return undefined;
}

/** The last revision that is there before so many that are not, and not too far above. */
async function climb(from: number, isThere: (number: number) => Promise<boolean>): Promise<number> {
  let newest = from;
  for (let next = from + 1; next <= Math.min(newest + MAX_GAP, from + MAX_CLIMB); next++) {
    if (await isThere(next)) newest = next;
  }
  return newest;
}
