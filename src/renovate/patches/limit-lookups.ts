import { AsyncLocalStorage } from 'node:async_hooks';
import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https, { type RequestOptions } from 'node:https';
import { nextLink } from '../../registry/headers.ts';
import { componentName } from '../../sysext/component.ts';
import type { Config, Datasource, HttpClient, HttpResponse, Internals } from '../internals.ts';

/*
 * Renovate takes a list of tags that was cut off for a whole one, hardly says why a lookup failed, and sets no bound
 * to the size of an answer, nor to the time that a lookup of many pages takes.
 */

/** What a lookup of a sysext may take: milliseconds (three requests of Renovate's 60 s, and some), and what it gets. */
const MOST = { time: 4 * 60_000, bytes: 64 * 1024 * 1024, tags: 200_000 } as const;

/** Why a list of tags is not whole, by the datasource that read it. */
const GOES_ON: Partial<Record<string, string>> = {
  custom:
    'the list of tags goes on on another page, and one is read: add the preset presets/docker, which follows pages',
  docker:
    'the list of tags goes on where Renovate does not: after more pages than dockerMaxPages, or on another host (RENOVATE_DOCKER_MAX_PAGES is for the first)',
};

/** Takes a line for the log. */
type Keep = (message: string, record: Config) => void;

/** A lookup while it goes on. */
interface Lookup {
  readonly packageName: string;
  readonly deadline: AbortSignal;
  /** Whether the last page names a next one. */
  goesOn: boolean;
  /** How many tags each page has, by its address: the first may be asked for twice. */
  readonly pages: Map<string, number>;
  readonly failures: unknown[];
}

const lookups = new AsyncLocalStorage<Lookup>();

/** The package that is being looked up, in everything that the lookup calls. */
export function packageInLookup(): string | undefined {
  return lookups.getStore()?.packageName;
}

/**
 * Lets lookups say why they fail. Those of sysexts also have bounds in time and memory, and fail where the list of
 * tags is not whole.
 *
 * @param keep is given what went wrong in a lookup that gave nothing, while that is still under way.
 */
export function guardLookups(internals: Internals, keep: Keep): void {
  for (const [id, datasource] of internals['modules/datasource/index.js'].getDatasources()) {
    guardReleases(datasource, GOES_ON[id], keep);
    guardRequests(datasource.http);
  }
}

function guardReleases(datasource: Datasource, notWhole: string | undefined, keep: Keep): void {
  const { getReleases } = datasource;
  datasource.getReleases = async function guarded(config) {
    const { packageName } = config;
    const deadline = AbortSignal.timeout(MOST.time);
    const lookup: Lookup = { packageName, deadline, goesOn: false, pages: new Map(), failures: [] };
    return lookups.run(lookup, async () => {
      const fail = (errors: readonly unknown[]) => {
        for (const err of errors) keep('Lookup failed', { err });
      };
      const releases = await getReleases.call(this, config).catch((error: unknown) => {
        fail([...lookup.failures, error]);
        throw error;
      });
      // What a lookup got over is of no interest.
      if (!releases) fail(lookup.failures);
      if (lookup.goesOn && notWhole !== undefined && isSysext(packageName)) {
        throw Object.assign(new Error(notWhole), { reason: 'list-incomplete' });
      }
      return releases;
    });
  };
}

function guardRequests(client: HttpClient): void {
  const { request } = client;
  client.request = async function guarded(url, options) {
    const lookup = lookups.getStore();
    if (lookup === undefined) return request.call(this, url, options);
    try {
      const bounds = isSysext(lookup.packageName) ? boundsOf(lookup) : {};
      const response = await request.call(this, url, { ...options, ...bounds });
      const { statusCode } = response;
      if (statusCode >= 400) lookup.failures.push({ statusCode, message: `the registry answers ${statusCode}` });
      else readPage(lookup, String(url), response);
      return response;
    } catch (error) {
      const err = lookup.deadline.aborted ? new Error(`it takes longer than ${MOST.time / 60_000} minutes`) : error;
      lookup.failures.push(err);
      throw err;
    }
  };
}

function readPage(lookup: Lookup, url: string, { headers, body }: HttpResponse): void {
  const { tags } = (body ?? {}) as { tags?: unknown };
  if (!Array.isArray(tags)) return;
  lookup.goesOn = nextLink(headers['link'] ?? '') !== undefined;
  lookup.pages.set(url, tags.length);
  const all = [...lookup.pages.values()].reduce((sum, count) => sum + count, 0);
  if (all > MOST.tags && isSysext(lookup.packageName)) {
    throw new Error(`the list of tags has more than ${MOST.tags} tags`);
  }
}

/** What bounds a request, as options of Renovate's HTTP client. Of a compressed answer the size is not known. */
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
      if (bytes <= MOST.bytes) return push.call(response, chunk);
      request.destroy(new Error(`an answer of more than ${MOST.bytes} bytes`));
      return false;
    };
  });
}

function isSysext(packageName: string): boolean {
  return componentName(packageName) !== undefined;
}
