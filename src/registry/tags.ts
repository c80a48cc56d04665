import { z } from 'zod';
import { RegistryError } from './client.ts';
import { nextLink } from './headers.ts';
import type { Answer } from './http.ts';
import { parseJson } from './json.ts';
import { errorCodes, type Repository, refusal } from './repository.ts';

/** OCI Distribution Specification, "Pulling manifests": what a tag looks like. */
export const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

/** Some registries say `null` where there are none. */
const Page = z.object({ tags: z.custom<readonly string[] | null>((tags) => tags === null || areTags(tags)) });

/** It stops at the first that is none: a list of issues with each of them could be large. */
function areTags(tags: unknown): boolean {
  return Array.isArray(tags) && tags.every((tag) => typeof tag === 'string' && TAG.test(tag));
}

const MOST_TAGS = 1_000_000;
const MOST_PAGES = 10_000;
const MOST_PAGE_BYTES = 64 * 1024 * 1024;
/** How many pages may bring no tag that has not been there before. */
const MOST_IDLE_PAGES = 10;

/**
 * All tags of a repository, page by page (OCI Distribution Specification, "Listing Tags").
 *
 * The size of a page is left to the registry: some refuse a number that is too large for them, and older ones give no
 * link to the next page when a number was named.
 *
 * @throws {RegistryError}
 */
export async function listTags(repository: Repository): Promise<string[]> {
  const tags = new Set<string>();
  const seen = new Set<string>();
  let idle = 0;
  for (let url: URL | undefined = new URL('tags/list', repository.url); url !== undefined; ) {
    if (seen.has(url.href)) throw invalid(repository, 'a page of it leads back to an earlier one');
    if (seen.size === MOST_PAGES) throw invalid(repository, `it has more than ${MOST_PAGES} pages`);
    seen.add(url.href);
    const before = tags.size;
    const page = await readPage(repository, url);
    for (const tag of page.tags) tags.add(tag);
    if (tags.size > MOST_TAGS) throw invalid(repository, `it has more than ${MOST_TAGS} tags`);
    if (tags.size === before) idle++;
    if (idle > MOST_IDLE_PAGES) throw invalid(repository, 'its pages repeat themselves');
    url = page.next;
  }
  return [...tags];
}

function readPage(repository: Repository, url: URL): Promise<{ tags: readonly string[]; next: URL | undefined }> {
  return repository.retry(async () => {
    const answer = await repository.get('list', url);
    if (answer.status !== 200) throw await noPage(repository, answer);
    const page = parseJson(Page, await answer.read(MOST_PAGE_BYTES));
    if (page === undefined) throw invalid(repository, 'it is no JSON of {"tags": [...]}, or has what is no tag');
    return { tags: page.tags ?? [], next: nextPage(repository, answer) };
  });
}

/** Where the next page is. Only the registry itself is asked for it, since it may need the login. */
function nextPage(repository: Repository, answer: Answer): URL | undefined {
  const link = nextLink(answer.header('link') ?? '');
  if (link === undefined) return undefined;
  const next = link === null ? null : URL.parse(link, answer.url.href);
  if (next === null) throw invalid(repository, 'its Link header to the next page cannot be read');
  // Behind a proxy that speaks TLS for it, a registry may take itself for a plain one.
  next.protocol = repository.url.protocol;
  if (next.origin !== repository.url.origin)
    throw invalid(repository, `its next page is on another host, ${next.host}`);
  return next;
}

async function noPage(repository: Repository, answer: Answer): Promise<RegistryError> {
  const { where } = repository;
  const { status } = answer;
  if (![404, 405, 501].includes(status)) return refusal(repository, 'the list of tags', answer);
  const codes = await errorCodes(answer);
  if (status === 404 && codes.some((code) => code === 'NAME_UNKNOWN' || code === 'NOT_FOUND')) {
    return new RegistryError(
      'no-repository',
      `${where}: the registry has no repository of this name: check its spelling`,
    );
  }
  const hint = 'it has no such repository, or does not list tags: try a single tag';
  return new RegistryError('no-listing', `${where}: the registry answers ${status} for the list of tags: ${hint}`);
}

function invalid({ where }: Repository, what: string): RegistryError {
  return new RegistryError('invalid', `${where}: the list of tags is wrong: ${what}`);
}
