import { expect, onTestFinished, test } from 'vitest';
import { openRegistry } from '../../src/registry/open.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { failureOf } from './failures.ts';
import { type Fault, json, on, REPOSITORY, type Reply, startFaulty, status, TAGS } from './faults.ts';

const LIST = `/v2/${REPOSITORY}/tags/list`;

/** Pages by their `last` parameter; the first one is that of ''. */
function pages(all: Readonly<Record<string, { tags: unknown; link?: string }>>): Fault {
  return (_, { query }) => {
    const page = all[query.get('last') ?? ''];
    return page && json({ tags: page.tags }, page.link === undefined ? {} : { link: page.link });
  };
}

async function tagsOf(fault: Fault): Promise<string[]> {
  const { url } = await startFaulty(fault);
  return openRegistry(url, { backoff: 1 }).listTags(REPOSITORY);
}

test.each([2, 3, 1000])('the pages of a registry that gives %i tags at a time', async (pageLimit) => {
  const tags = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
  const registry = await startRegistry({ [REPOSITORY]: tags }, { pageLimit });
  onTestFinished(() => registry.close());
  expect(await openRegistry(registry.url).listTags(REPOSITORY)).toEqual(tags);
});

test.each<[string, Fault, string[]]>([
  ['as the registry orders them', (reply) => reply, TAGS],
  ['each once', () => json({ tags: ['b', 'a', 'b'] }), ['b', 'a']],
  ['null', () => json({ tags: null }), []],
  ['none', () => json({ tags: [] }), []],
  ['names of objects', () => json({ tags: ['constructor', '__proto__'] }), ['constructor', '__proto__']],
  [
    'a link relative to the page',
    pages({ '': { tags: ['a'], link: '<list?last=a>; rel="next"' }, a: { tags: ['b'] } }),
    ['a', 'b'],
  ],
  [
    'a page that overlaps',
    pages({ '': { tags: ['a', 'b'], link: `<${LIST}?last=b>; rel=next` }, b: { tags: ['b', 'c'] } }),
    ['a', 'b', 'c'],
  ],
  [
    'an empty page between',
    pages({
      '': { tags: ['a'], link: `<${LIST}?last=a>; rel=next` },
      a: { tags: [], link: `<${LIST}?last=b>; rel=next` },
      b: { tags: ['c'] },
    }),
    ['a', 'c'],
  ],
  ['another link', () => json({ tags: ['a'] }, { link: '</help>; rel="help"' }), ['a']],
])('%s', async (_, fault, expected) => {
  expect(await tagsOf(fault)).toEqual(expected);
});

test('an absolute link to the registry itself', async () => {
  let url = '';
  const faulty = await startFaulty((_, { query }) =>
    query.has('last') ? json({ tags: ['b'] }) : json({ tags: ['a'] }, { link: `<${url}${LIST}?last=a>; rel="next"` }),
  );
  url = faulty.url;
  expect(await openRegistry(url).listTags(REPOSITORY)).toEqual(['a', 'b']);
});

test('an absolute link of a registry that takes itself for a plain or a secure one', async () => {
  let url = '';
  const faulty = await startFaulty((_, { query }) =>
    query.has('last') ? json({ tags: ['b'] }) : json({ tags: ['a'] }, { link: `<${url}${LIST}?last=a>; rel="next"` }),
  );
  url = faulty.url.replace('http:', 'https:');
  expect(await openRegistry(faulty.url).listTags(REPOSITORY)).toEqual(['a', 'b']);
});

test('a link to another host is not followed', async () => {
  const other = await startFaulty();
  const failure = await failureOf(tagsOf(() => json({ tags: ['a'] }, { link: `<${other.url}${LIST}>; rel="next"` })));
  expect(failure).toBe(`invalid: the list of tags is wrong: its next page is on another host, ${other.host}`);
  expect(other.seen).toEqual([]);
});

const HINT = 'it has no such repository, or does not list tags: try a single tag';

let pageNumber = 0;
/** Endless pages, each of them new to a client that looks at the address only. */
const endless =
  (tags: () => unknown): Fault =>
  () =>
    json({ tags: tags() }, { link: `<${LIST}?last=${++pageNumber}>; rel="next"` });

test.each<[string, Fault, string]>([
  [
    'an unknown repository',
    () => json({ errors: [{ code: 'NAME_UNKNOWN' }] }, {}, 404),
    'no-repository: the registry has no repository of this name: check its spelling',
  ],
  ['404 without a code', () => status(404), `no-listing: the registry answers 404 for the list of tags: ${HINT}`],
  [
    '404 of a web server',
    (reply) => ({ ...reply, status: 404, body: Buffer.from('<html>') }),
    `no-listing: the registry answers 404 for the list of tags: ${HINT}`,
  ],
  ['405', () => status(405), `no-listing: the registry answers 405 for the list of tags: ${HINT}`],
  ['501', () => status(501), `no-listing: the registry answers 501 for the list of tags: ${HINT}`],
  [
    'a page that leads to itself',
    () => json({ tags: ['a'] }, { link: `<${LIST}>; rel="next"` }),
    'invalid: the list of tags is wrong: a page of it leads back to an earlier one',
  ],
  ['a page again and again', endless(() => ['a']), 'invalid: the list of tags is wrong: its pages repeat themselves'],
  ['empty pages', endless(() => []), 'invalid: the list of tags is wrong: its pages repeat themselves'],
  [
    'endless pages',
    endless(() => [`t${pageNumber}`]),
    'invalid: the list of tags is wrong: it has more than 10000 pages',
  ],
  [
    'two million tags',
    () => json({ tags: Array.from({ length: 2_000_000 }, (_, n) => `v1.34.${n}-1-azlinux3`) }),
    'invalid: the list of tags is wrong: it has more than 1000000 tags',
  ],
  [
    'a page of 70 MB',
    () => json({ tags: [], text: 'x'.repeat(70_000_000) }),
    'invalid: an answer of more than 67108864 bytes',
  ],
  [
    'a link that is none',
    () => json({ tags: ['a'] }, { link: LIST }),
    'invalid: the list of tags is wrong: its Link header to the next page cannot be read',
  ],
  [
    'a link to no address',
    () => json({ tags: ['a'] }, { link: '<http://[>; rel="next"' }),
    'invalid: the list of tags is wrong: its Link header to the next page cannot be read',
  ],
  ...[
    'no JSON',
    '',
    '[]',
    'null',
    '{}',
    '{"tags":"a"}',
    '{"tags":{"a":1}}',
    '{"tags":["a",1]}',
    '{"tags":["a/b"]}',
    '{"tags":[""]}',
    '{"tags":["a\\u001b[31m"]}',
    `{"tags":["${'a'.repeat(129)}"]}`,
    `{"tags":[${'"",'.repeat(10_000_000)}""]}`,
  ].map((body): [string, Fault, string] => [
    body.slice(0, 40),
    (reply: Reply) => ({ ...reply, body: Buffer.from(body) }),
    'invalid: the list of tags is wrong: it is no JSON of {"tags": [...]}, or has what is no tag',
  ]),
])('%s', async (_, fault, expected) => {
  expect(await failureOf(tagsOf(on('/tags/', fault)))).toBe(expected);
});

test.each([
  '',
  'Some/repository',
  'some//repository',
  '../../secret',
  'some/repository?n=1',
  'a'.repeat(256),
  'a-'.repeat(100),
])('no repository is called %j', async (name) => {
  const { url, seen } = await startFaulty();
  await expect(openRegistry(url).listTags(name)).rejects.toMatchObject({ kind: 'no-repository' });
  expect(seen).toEqual([]);
});
