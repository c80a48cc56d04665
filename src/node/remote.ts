import { RegistryError } from '../registry/client.ts';
import { toOciArch } from '../sysext/arch.ts';
import { compareVersions } from '../sysext/order.ts';
import { formatVersion, parseTag } from '../sysext/tag.ts';
import type { Step } from './schema.ts';
import { referenceOf, type Source } from './source.ts';
import { DISTRO_SETTING, describe, isWanted, RefusedError, type Wanted } from './wanted.ts';

/** A published tag that matches, and the step that tells of it; without a tag, why there is none. */
export interface Found {
  readonly tag?: string;
  readonly step: Step;
}

/** What is known of a registry before it is asked. */
export interface Probing {
  /** Whether it can list tags. */
  readonly canList: boolean;
  /** The revision of the newest cached image of the same distro, if there is one. */
  readonly cachedRevision: number | undefined;
}

/**
 * The newest published version that is wanted: from the registry's list of tags or, where it has none, by asking for
 * one tag after the other. No answer from the registry is a step that failed, not one without a match.
 *
 * @throws {RefusedError} if no distro is wanted, and a choice has to be made: nothing is taken because it happens to be
 *   the only one that is published.
 */
export async function findRemote(wanted: Wanted, source: Source, probing: Probing): Promise<Found> {
  try {
    if (!probing.canList) return await probe(wanted, source, probing.cachedRevision);
    return newestOf(await source.client.listTags(source.repository), wanted, source);
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    if (error.kind === 'no-listing' && probing.canList) {
      return findRemote(wanted, source, { ...probing, canList: false });
    }
    return { step: { step: 'remote', outcome: 'failed', reason: error.message } };
  }
}

/** The newest wanted one of a registry's tags. @throws {RefusedError} if there are matches, and no distro is wanted. */
export function newestOf(tags: readonly string[], wanted: Wanted, source: Source): Found {
  const versions = tags.flatMap((tag) => parseTag(tag) ?? []);
  const matching = versions.filter((version) => isWanted(version, wanted)).sort((a, b) => compareVersions(b, a));
  if (wanted.distro === undefined && matching.length > 0) {
    const distros = [...new Set(matching.map(({ distro }) => distro))].sort();
    const published = distros.length === 1 ? distros[0] : `several distros: ${distros.join(', ')}`;
    const what = `${source.repository}: ${describe(wanted)} is published for ${published}`;
    throw new RefusedError(`${what}; name ${distros.length === 1 ? 'it' : 'one'} with ${DISTRO_SETTING}`);
  }
  const [newest] = matching;
  if (newest === undefined) {
    const others = nearest(versions, wanted);
    const instead = others.length === 0 ? '' : `; of that release there are ${others.join(', ')}`;
    const reason = `none of the ${tags.length} tags of ${source.repository} is ${describe(wanted)}${instead}`;
    return { step: { step: 'remote', outcome: 'no-match', reason } };
  }
  const tag = formatVersion(newest);
  const rank = matching.length === 1 ? 'the only match' : `the newest of ${matching.length} matches`;
  return { tag, step: { step: 'remote', outcome: 'match', reason: `${referenceOf(source, tag)} is ${rank}` } };
}

type Tag = NonNullable<ReturnType<typeof parseTag>>;

/** The newest builds of the same release that are not for the wanted distro, revision or arch. */
function nearest(versions: readonly Tag[], { release }: Wanted): string[] {
  return versions
    .filter((version) => isWanted(version, { release, revision: undefined, distro: undefined, arch: version.arch }))
    .sort((a, b) => compareVersions(b, a))
    .slice(0, 3)
    .map(formatVersion);
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
async function probe(wanted: Wanted, source: Source, cachedRevision: number | undefined): Promise<Found> {
  const { release, revision, distro, arch } = wanted;
  if (distro === undefined) {
    throw new RefusedError(
      `${source.repository}: tags cannot be listed, and nothing that is cached tells the distro; name one with ${DISTRO_SETTING}`,
    );
  }
  const asked = new Map<number, boolean>();
  const tagOf = (number: number) => formatVersion({ ...release, v: true, revision: number, distro, arch });
  const isThere = async (number: number): Promise<boolean> => {
    const known = asked.get(number);
    if (known !== undefined) return known;
    const found = await source.client.findArtifact(source.repository, tagOf(number), toOciArch(arch));
    asked.set(number, found !== undefined);
    return found !== undefined;
  };

  const found = await firstThere(revision === undefined ? order(cachedRevision ?? 1) : [revision], isThere);
  const newest = found === undefined || revision !== undefined ? found : await climb(found, isThere);
  const tried = `the registry lists no tags; it was asked for ${ranges([...asked.keys()])} of ${describe(wanted)}`;
  const first =
    revision === undefined && !(await isThere(1))
      ? `; ${tagOf(1)}, which node scripts take for granted, is missing`
      : '';
  if (newest === undefined) {
    const reason = `${source.repository} has no match: ${tried}${first}`;
    return { step: { step: 'remote', outcome: 'no-match', reason } };
  }
  const reason = `${referenceOf(source, tagOf(newest))} is there: ${tried}${first}`;
  return { tag: tagOf(newest), step: { step: 'remote', outcome: 'match', reason } };
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
