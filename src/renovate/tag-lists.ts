import type { Config, Datasource, Internals } from './internals.ts';
import type { Snapshot, TagList } from './protocol.ts';
import type { Run } from './run-state.ts';

/** The datasources of the presets, in lower case, whose answers are the registry's own. */
const OURS = 'custom.aks-sysext';

/** `https://registry/v2/<repository>/tags/list`, with or without a query. */
const TAG_LIST_URL = /^(?<registry>https?:\/\/[^/]+)\/v2\/(?<repository>[^?]+)\/tags\/list(?:\?.*)?$/;

/**
 * Keeps what the lookups of a run were answered: the tag lists of sysexts as they are, everything else as
 * Renovate understood it. With a snapshot of an earlier run, lookups are answered from it, and nothing else is asked.
 *
 */
export function recordLookups(internals: Internals, run: Run): void {
  const { fetchers } = internals['modules/datasource/custom/formats/index.js'];
  const { fetch } = fetchers.json;
  fetchers.json.fetch = async function recording(http, url) {
    const list = toList(url);
    if (list === undefined) return fetch.call(this, http, url);
    const body = run.snapshot === undefined ? await fetch.call(this, http, url) : answerWith(run.snapshot, list);
    const { tags } = (body ?? {}) as { tags?: unknown };
    if (Array.isArray(tags)) run.recorded.lists.push({ ...list, tags: tags.map(String) });
    return body;
  };
  for (const [id, datasource] of internals['modules/datasource/index.js'].getDatasources()) {
    const { getReleases } = datasource;
    datasource.getReleases = async function recording(config) {
      run.lookups += 1;
      run.tell(`looking up: package ${run.lookups}, ${config.packageName}`);
      if (config.datasource?.toLowerCase() === OURS) return getReleases.call(this, config);
      const key = {
        datasource: config.datasource ?? id,
        packageName: config.packageName,
        registryUrl: config.registryUrl ?? null,
      };
      const { snapshot, recorded } = run;
      const result = snapshot === undefined ? await getReleases.call(this, config) : findReleases(snapshot, key);
      recorded.releases.push({ ...key, result });
      if (id === 'docker') recorded.lists.push(...dockerList(config.packageName, result));
      return result;
    };
    replaceDigests(datasource, run);
  }
}

function toList(url: string): Omit<TagList, 'tags'> | undefined {
  const { registry, repository } = TAG_LIST_URL.exec(url)?.groups ?? {};
  return registry === undefined || repository === undefined ? undefined : { registry, repository };
}

function answerWith({ lists }: Snapshot, wanted: Omit<TagList, 'tags'>): unknown {
  const found = lists.find((list) => list.registry === wanted.registry && list.repository === wanted.repository);
  if (found === undefined) throw new Error(`${wanted.registry}/${wanted.repository} is not in the snapshot`);
  return { name: found.repository, tags: found.tags };
}

function findReleases({ releases }: Snapshot, key: Config): unknown {
  const found = releases.find((one) => {
    return (
      one.datasource === key['datasource'] &&
      one.packageName === key['packageName'] &&
      one.registryUrl === key['registryUrl']
    );
  });
  if (found === undefined) throw new Error(`${key['datasource']} ${key['packageName']} is not in the snapshot`);
  return structuredClone(found.result);
}

/** Renovate's docker datasource makes a release of each tag, and says which part of the name is the repository. */
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

/** A digest is asked for by name, and is not in a snapshot: without a network there is none. */
function replaceDigests(datasource: Datasource, run: Run): void {
  const { getDigest } = datasource;
  if (getDigest === undefined) return;
  datasource.getDigest = async function withoutNetwork(config, value) {
    return run.snapshot === undefined ? getDigest.call(this, config, value) : null;
  };
}
