import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { RegistryError } from './error.ts';
import { nextLink } from './headers.ts';
import type { RegistryResponse } from './http.ts';
import { errorCodes, type Repository, refusal } from './repository.ts';

/** A valid tag (OCI Distribution Specification, "Pulling manifests"). */
export const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Some registries send `null` for an empty list. */
const Page = z.object({ tags: z.custom<readonly unknown[] | null>((tags) => tags === null || Array.isArray(tags)) });

const MAX_TAGS = 1_000_000;
const MAX_PAGES = 10_000;
const MAX_PAGE_BYTES = 64 * 1024 * 1024;
/** The most pages without a new tag. */
const MAX_IDLE_PAGES = 10;

/**
 * Lists all tags of a repository, page by page (OCI Distribution Specification, "Listing Tags"). Entries that are not valid
 * tags are skipped: nothing can be pulled by them, and some registries list digests or file names beside the tags.
 *
 * The registry chooses the size of a page: some refuse a number that is too large for them, and older ones omit the link
 * to the next page if a number is requested.
 *
 * @throws {RegistryError}
 */
export async function listTags(repository: Repository): Promise<string[]> {
  const tags = new Set<string>();
  const seen = new Set<string>();
  let idle = 0;
  for (let url: URL | undefined = new URL('tags/list', repository.url); url !== undefined; ) {
    if (seen.has(url.href)) throw invalid(repository, 'a page of it links to an earlier one');
    if (seen.size === MAX_PAGES) throw invalid(repository, `it has more than ${MAX_PAGES} pages`);
    seen.add(url.href);
    const before = tags.size;
    const page = await readPage(repository, url, seen.size);
    for (const tag of page.tags) if (isTag(tag)) tags.add(tag);
    if (tags.size > MAX_TAGS) throw invalid(repository, `it has more than ${MAX_TAGS} tags`);
    if (tags.size === before) idle++;
    if (idle > MAX_IDLE_PAGES) throw invalid(repository, 'its pages repeat themselves');
    url = page.next;
  }
  return [...tags];
}

function isTag(tag: unknown): tag is string {
  return typeof tag === 'string' && TAG.test(tag);
}

function readPage(
  repository: Repository,
  url: URL,
  number: number,
): Promise<{ tags: readonly unknown[]; next: URL | undefined }> {
  return repository.retry(async () => {
    const response = await repository.get('list', url);
    if (response.status !== 200) throw await listError(repository, response, number);
    const body = await response.read(MAX_PAGE_BYTES);
    const page = parseJson(Page, body);
    if (page === undefined)
      throw invalid(repository, `it is not JSON of {"tags": [...]}, but ${describe(response, body)}`);
    return { tags: page.tags ?? [], next: nextPage(repository, response) };
  });
}

/**
 * The next page. It is always a page of the repository's own list, with the query of the link: registries behind a prefix
 * omit it from the path (Artifactory), or add one of theirs (Nexus), where another repository may have a list.
 */
function nextPage(repository: Repository, response: RegistryResponse): URL | undefined {
  const link = nextLink(response.header('link') ?? '');
  if (link === undefined) return undefined;
  const target = link === null ? null : URL.parse(link, response.url.href);
  if (target === null) throw invalid(repository, 'its Link header is invalid');
  // A registry behind a proxy that terminates TLS may send plain HTTP links.
  target.protocol = repository.url.protocol;
  if (![repository.url.host, response.url.host].includes(target.host)) {
    throw invalid(repository, `its next page is on another host, ${target.host}`);
  }
  const next = new URL('tags/list', repository.url);
  next.search = target.search;
  return next;
}

async function listError(repository: Repository, response: RegistryResponse, number: number): Promise<RegistryError> {
  const { where } = repository;
  const { status } = response;
  if (![404, 405, 501].includes(status)) return refusal(repository, 'the list of tags', response);
  if (number > 1) {
    response.discard();
    return invalid(repository, `the registry responds with ${status} for its page ${number}`);
  }
  const codes = await errorCodes(response);
  if (status === 404 && codes.some((code) => code === 'NAME_UNKNOWN' || code === 'NOT_FOUND')) {
    return new RegistryError(
      'no-repository',
      `${where}: the registry does not have a repository of this name: check its spelling`,
    );
  }
  const hint = 'it does not have the repository, or does not list tags: try a single tag';
  return new RegistryError(
    'no-listing',
    `${where}: the registry responds with ${status} for the list of tags: ${hint}`,
  );
}

/** Describes a body without quoting it, such as a login page or an error of a proxy. */
function describe(response: RegistryResponse, body: Buffer): string {
  if (body.length === 0) return 'an empty body';
  const value = parseJson(z.unknown(), body);
  if (value === undefined) {
    const [type = ''] = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(response.header('content-type') ?? '') ?? [];
    return ['', 'application/json'].includes(type) ? 'something else' : type;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return `JSON of ${kindOf(value)}`;
  return 'tags' in value ? `"tags" is ${kindOf(value.tags)}` : 'JSON without "tags"';
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function invalid({ where }: Repository, what: string): RegistryError {
  return new RegistryError('invalid', `${where}: the list of tags is invalid: ${what}`);
}
