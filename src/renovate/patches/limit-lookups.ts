import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { nextLink } from '../../registry/headers.ts';
import { componentName } from '../../sysext/component.ts';
import type { Config, Datasource, HttpClient, HttpResponse } from '../internals.ts';
import { currentLookup, type Lookup } from './current-lookup.ts';
import { appendLogLine } from './log-lines.ts';
import type { Patch } from './patch.ts';

/** The time of a lookup of a sysext: three requests of Renovate's 60 s, and a reserve. */
const MAX_LOOKUP_MS = 4 * 60_000;
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;
const MAX_TAGS = 200_000;

/** The errors about incomplete tag lists, by datasource. */
const INCOMPLETE: Partial<Record<string, string>> = {
  custom: 'the list of tags is paginated, and only one page is read: add the preset presets/docker, which reads all',
  docker:
    'the list of tags is paginated beyond dockerMaxPages, or continues on another host: raise RENOVATE_DOCKER_MAX_PAGES for the former',
};

/** Appends a line to the log of the run. */
type Append = (message: string, record: Config) => void;

/**
 * Lookups report the cause of a failure. Those of sysexts are also bounded in time and memory, and fail on an
 * incomplete tag list.
 */
export const limitLookups: Patch = {
  name: 'limit-lookups',
  lacks: 'A tag list that ends at dockerMaxPages passes for complete, and a lookup is unbounded in size and time.',
  upstream: 'https://github.com/renovatebot/renovate/pull/31180',
  apply({ internals, run }) {
    const append: Append = (message, record) => appendLogLine(internals, run, message, record);
    for (const [id, datasource] of internals['modules/datasource/index.js'].getDatasources()) {
      limitReleases(datasource, INCOMPLETE[id], append);
      limitRequests(datasource.http);
    }
  },
};

function limitReleases(datasource: Datasource, incomplete: string | undefined, append: Append): void {
  const { getReleases } = datasource;
  datasource.getReleases = async function limited(config) {
    const { packageName } = config;
    const deadline = AbortSignal.timeout(MAX_LOOKUP_MS);
    const lookup: Lookup = { packageName, deadline, hasNextPage: false, pages: new Map(), failures: [] };
    return currentLookup.run(lookup, async () => {
      const fail = (errors: readonly unknown[]) => {
        for (const err of errors) append('Lookup failed', { err });
      };
      const releases = await getReleases.call(this, config).catch((error: unknown) => {
        fail([...lookup.failures, error]);
        throw error;
      });
      // A failure is irrelevant if the lookup recovered from it.
      if (!releases) fail(lookup.failures);
      if (lookup.hasNextPage && incomplete !== undefined && isSysext(packageName)) {
        throw Object.assign(new Error(incomplete), { reason: 'list-incomplete' });
      }
      return releases;
    });
  };
}

function limitRequests(client: HttpClient): void {
  const { request } = client;
  client.request = async function limited(url, options) {
    const lookup = currentLookup.getStore();
    if (lookup === undefined) return request.call(this, url, options);
    try {
      const bounds = isSysext(lookup.packageName) ? boundsOf(lookup) : {};
      const response = await request.call(this, url, { ...options, ...bounds });
      const { statusCode } = response;
      if (statusCode >= 400) lookup.failures.push({ statusCode, message: `the registry responds with ${statusCode}` });
      else readPage(lookup, String(url), response);
      return response;
    } catch (error) {
      const err = lookup.deadline.aborted
        ? new Error(`the lookup takes longer than ${MAX_LOOKUP_MS / 60_000} minutes`)
        : error;
      lookup.failures.push(err);
      throw err;
    }
  };
}

function readPage(lookup: Lookup, url: string, { headers, body }: HttpResponse): void {
  const { tags } = (body ?? {}) as { tags?: unknown };
  if (!Array.isArray(tags)) return;
  lookup.hasNextPage = nextLink(headers['link'] ?? '') !== undefined;
  lookup.pages.set(url, tags.length);
  const all = [...lookup.pages.values()].reduce((sum, count) => sum + count, 0);
  if (all > MAX_TAGS && isSysext(lookup.packageName)) {
    throw new Error(`the list of tags has more than ${MAX_TAGS} tags`);
  }
}

/** The bounds of a request, as options of Renovate's HTTP client. The size of a compressed response is unknown. */
function boundsOf({ deadline }: Lookup): Config {
  return { signal: deadline, decompress: false, request: requestBounded };
}

function requestBounded(url: URL, options: RequestOptions): ClientRequest {
  const request = (url.protocol === 'https:' ? https : http).request(url, options);
  return request.once('response', (response: IncomingMessage) => {
    const { push } = response;
    let bytes = 0;
    response.push = (chunk: Buffer | null) => {
      bytes += chunk?.length ?? 0;
      if (bytes <= MAX_RESPONSE_BYTES) return push.call(response, chunk);
      request.destroy(new Error(`a response of more than ${MAX_RESPONSE_BYTES} bytes`));
      return false;
    };
  });
}

function isSysext(packageName: string): boolean {
  return componentName(packageName) !== undefined;
}
