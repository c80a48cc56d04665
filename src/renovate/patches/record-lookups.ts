import { isSameRepository } from '../../sysext/image-reference.ts';
import type { Run } from '../child/run-state.ts';
import type { Datasource, Internals } from '../internals.ts';
import type { Snapshot, TagList } from '../messages.ts';
import { findDigest, findReleases, findTags, type ListKey, type LookupKey } from './find-in-snapshot.ts';
import type { Patch } from './patch.ts';

/** The datasource of the presets, in lower case. */
const OURS = 'custom.aks-sysext';

/** `https://registry/v2/<repository>/tags/list`, with or without a query. */
const TAG_LIST_URL = /^(?<registry>https?:\/\/[^/]+)\/v2\/(?<repository>[^?]+)\/tags\/list(?:\?.*)?$/;

const NO_DIGESTS =
  'the digests of its tags are not in the snapshot: record a snapshot with the command "snapshot", which has them';

/**
 * Records the results of the lookups of a run: the tag lists of sysexts as registries return them, everything else as
 * Renovate parses it. With a snapshot, lookups read it instead of registries.
 */
export const recordLookups: Patch = {
  name: 'record-lookups',
  lacks: 'Renovate cannot repeat a run: it keeps no record of the responses that it read, and reads none.',
  apply({ internals, run }) {
    recordTagLists(internals, run);
    for (const [id, datasource] of internals['modules/datasource/index.js'].getDatasources()) {
      recordReleases(internals, run, id, datasource);
      recordDigests(run, id, datasource);
      keepReleases(run, datasource);
    }
  },
};

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
    run.report(`looking up: package ${run.lookups}, ${config.packageName}`);
    const { snapshot, recorded } = run;
    const { packageName, registryUrl = null } = config;
    const key = { datasource: config.datasource ?? id, packageName, registryUrl };
    const isOurs = key.datasource.toLowerCase() === OURS;
    const known = snapshot && findReleases(snapshot, key);
    const isQueried = snapshot === undefined || isOurs;
    const result =
      known ?? (isQueried ? await getReleases.call(this, config) : snapshotReleases(internals, snapshot, id, key));
    // The presets' datasource reads tag lists, unless a rule sets another URL.
    if (!isOurs || (result && !isListed(recorded, packageName))) recorded.releases.push({ ...key, result });
    if (id === 'docker') recorded.lists.push(...dockerList(packageName, result));
    return result;
  };
}

function notInSnapshot(name: string): Error {
  return Object.assign(new Error(`${name} is not in the snapshot`), { reason: 'not-in-snapshot' });
}

/** Whether the tag list of a package was recorded. The name of the package may include its registry. */
function isListed({ lists }: Snapshot, packageName: string): boolean {
  return lists.some(({ repository }) => isSameRepository(repository, packageName));
}

/** @throws {Error} if the snapshot has neither the releases of a package nor, for an image, its tags. */
function snapshotReleases(internals: Internals, snapshot: Snapshot, id: string, key: LookupKey): unknown {
  // A package that was not found is recorded as `null`.
  if (findReleases(snapshot, key) === null) return null;
  const found = id === 'docker' ? releasesFromList(internals, snapshot, key) : undefined;
  if (found !== undefined) return found;
  const name = [key.datasource, key.registryUrl, key.packageName].filter((part) => part !== null).join(' ');
  throw notInSnapshot(name);
}

/** A tag list in the form in which Renovate's docker datasource returns it. */
function releasesFromList(internals: Internals, snapshot: Snapshot, { packageName, registryUrl }: LookupKey): unknown {
  const { getRegistryRepository } = internals['modules/datasource/docker/common.js'];
  const { registryHost, dockerRepository } = getRegistryRepository(packageName, registryUrl ?? '');
  const tags = findTags(snapshot, { registry: registryHost, repository: dockerRepository });
  if (tags === undefined) return undefined;
  const releases = tags.map((version) => ({ version }));
  return { registryUrl: registryHost, lookupName: dockerRepository, releases };
}

/**
 * The tag list in a result of Renovate's docker datasource: one release for each tag, and the repository as
 * `lookupName`.
 */
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
    run.log.push({ message: 'Lookup failed', packageName, detail: NO_DIGESTS, reason: 'not-in-snapshot' });
    run.withoutDigest.add(packageName);
    // Renovate drops an update without a digest (`null`), and keeps one whose digest is undefined, if none is replaced.
    return currentDigest === null ? undefined : null;
  };
}

/** Some datasources query a registry once more for the release that is proposed: not with a snapshot. */
function keepReleases(run: Run, datasource: Datasource): void {
  const { postprocessRelease } = datasource;
  datasource.postprocessRelease = async function keeping(config, release) {
    return run.snapshot === undefined ? postprocessRelease.call(this, config, release) : release;
  };
}
