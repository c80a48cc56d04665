import type { Run } from '../child/run-state.ts';
import type { Datasource, Internals } from '../internals.ts';
import type { Snapshot, TagList } from '../messages.ts';
import { findDigest, findReleases, findTags, type ListKey, type LookupKey } from './find-in-snapshot.ts';

/** The datasources of the presets, in lower case, whose answers are the registry's own. */
const OURS = 'custom.aks-sysext';

/** `https://registry/v2/<repository>/tags/list`, with or without a query. */
const TAG_LIST_URL = /^(?<registry>https?:\/\/[^/]+)\/v2\/(?<repository>[^?]+)\/tags\/list(?:\?.*)?$/;

const NO_DIGESTS =
  'the digests of its tags are not in the snapshot: record a snapshot with the command "snapshot", which has them';

/**
 * Records what the lookups of a run result in: the tag lists of sysexts as they are, everything else as Renovate
 * understands it. With a snapshot of an earlier run the lookups are answered from it.
 */
export function recordLookups(internals: Internals, run: Run): void {
  recordTagLists(internals, run);
  for (const [id, datasource] of internals['modules/datasource/index.js'].getDatasources()) {
    recordReleases(internals, run, id, datasource);
    recordDigests(run, id, datasource);
    keepReleases(run, datasource);
  }
}

function recordTagLists(internals: Internals, run: Run): void {
  const { fetchers } = internals['modules/datasource/custom/formats/index.js'];
  for (const fetcher of Object.values(fetchers)) {
    const { fetch } = fetcher;
    fetcher.fetch = async function recording(http, url) {
      const list = toList(url);
      const body = run.snapshot === undefined ? await fetch.call(this, http, url) : fromSnapshot(run, url, list);
      const { tags } = (body ?? {}) as { tags?: unknown };
      if (list !== undefined && Array.isArray(tags)) run.recorded.lists.push({ ...list, tags: tags.map(String) });
      return body;
    };
  }
}

function toList(url: string): ListKey | undefined {
  const { registry, repository } = TAG_LIST_URL.exec(url)?.groups ?? {};
  return registry === undefined || repository === undefined ? undefined : { registry, repository };
}

function fromSnapshot({ snapshot }: Run, url: string, list: ListKey | undefined): unknown {
  const tags = snapshot && list && findTags(snapshot, list);
  if (list === undefined) throw notInSnapshot(url);
  if (tags === undefined) throw notInSnapshot(`${list.registry}/${list.repository}`);
  return { name: list.repository, tags };
}

function recordReleases(internals: Internals, run: Run, id: string, datasource: Datasource): void {
  const { getReleases } = datasource;
  datasource.getReleases = async function recording(config) {
    run.lookups += 1;
    run.tell(`looking up: package ${run.lookups}, ${config.packageName}`);
    const { snapshot, recorded } = run;
    const { packageName, registryUrl = null } = config;
    const key = { datasource: config.datasource ?? id, packageName, registryUrl };
    const isOurs = key.datasource.toLowerCase() === OURS;
    const known = snapshot && findReleases(snapshot, key);
    const ask = snapshot === undefined || isOurs;
    const result =
      known ?? (ask ? await getReleases.call(this, config) : snapshotReleases(internals, snapshot, id, key));
    // Ours reads tag lists, unless a rule has given it another address.
    if (!isOurs || (result && !isListed(recorded, packageName))) recorded.releases.push({ ...key, result });
    if (id === 'docker') recorded.lists.push(...dockerList(packageName, result));
    return result;
  };
}

function notInSnapshot(name: string): Error {
  return Object.assign(new Error(`${name} is not in the snapshot`), { reason: 'not-in-snapshot' });
}

/** Whether there is a tag list of a package, whose name may have its registry in it. */
function isListed({ lists }: Snapshot, packageName: string): boolean {
  return lists.some(
    ({ repository }) => `/${packageName}`.endsWith(`/${repository}`) || `/${repository}`.endsWith(`/${packageName}`),
  );
}

/** @throws {Error} when the snapshot has neither the releases of a package nor, for an image, its tags. */
function snapshotReleases(internals: Internals, snapshot: Snapshot, id: string, key: LookupKey): unknown {
  // A package of which nothing was found has `null` there.
  if (findReleases(snapshot, key) === null) return null;
  const found = id === 'docker' ? releasesFromList(internals, snapshot, key) : undefined;
  if (found !== undefined) return found;
  const name = [key.datasource, key.registryUrl, key.packageName].filter((part) => part !== null).join(' ');
  throw notInSnapshot(name);
}

/** What Renovate's docker datasource makes of a tag list. */
function releasesFromList(internals: Internals, snapshot: Snapshot, { packageName, registryUrl }: LookupKey): unknown {
  const { getRegistryRepository } = internals['modules/datasource/docker/common.js'];
  const { registryHost, dockerRepository } = getRegistryRepository(packageName, registryUrl ?? '');
  const tags = findTags(snapshot, { registry: registryHost, repository: dockerRepository });
  if (tags === undefined) return undefined;
  const releases = tags.map((version) => ({ version }));
  return { registryUrl: registryHost, lookupName: dockerRepository, releases };
}

/** Renovate's docker datasource makes a release of each tag, and names the part of the package that is the repository. */
function dockerList(packageName: string, result: unknown): TagList[] {
  const { registryUrl, lookupName, releases } = (result ?? {}) as {
    registryUrl?: string;
    lookupName?: string;
    releases?: { version: string }[];
  };
  if (registryUrl === undefined || releases === undefined) return [];
  return [
    { registry: registryUrl, repository: lookupName ?? packageName, tags: releases.map(({ version }) => version) },
  ];
}

function recordDigests(run: Run, id: string, datasource: Datasource): void {
  const { getDigest } = datasource;
  // Custom datasources have no digests.
  if (getDigest === undefined || id === 'custom') return;
  datasource.getDigest = async function recording(config, value = null) {
    const { packageName, registryUrl = null, currentDigest = null } = config;
    const key = { datasource: id, packageName, registryUrl, value, currentDigest };
    const { snapshot, recorded } = run;
    const digest = snapshot === undefined ? await getDigest.call(this, config, value) : findDigest(snapshot, key);
    if (digest !== undefined) {
      recorded.digests.push({ ...key, digest });
      return digest;
    }
    run.log.push({ message: 'Lookup failed', packageName, detail: NO_DIGESTS });
    run.withoutDigest.add(packageName);
    // Without any digest Renovate drops an update. It keeps one whose digest is not known, if there is none to replace.
    return currentDigest === null ? undefined : null;
  };
}

/** Some datasources query a registry once more for a release that they propose. */
function keepReleases(run: Run, datasource: Datasource): void {
  const { postprocessRelease } = datasource;
  datasource.postprocessRelease = async function keeping(config, release) {
    return run.snapshot === undefined ? postprocessRelease.call(this, config, release) : release;
  };
}
