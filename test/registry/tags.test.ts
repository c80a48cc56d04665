import { describe, expect, onTestFinished, test } from 'vitest';
import { openRegistry } from '../../src/registry/client.ts';
import { startRegistry } from '../../src/registry/server.ts';
import { failureOf } from './failures.ts';
import { type Fault, json, on, REPOSITORY, startFaulty, status, TAGS } from './faults.ts';

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
  expect(failure).toBe(`invalid: the list of tags is invalid: its next page is on another host, ${other.host}`);
  expect(other.seen).toEqual([]);
});

describe('a link to the next page is one of the own list, wherever it leads', () => {
  /** @returns the tags of a list in two pages, with a link to the second, and the path and query of that request. */
  async function follow(link: string): Promise<{ tags: string[]; next: string }> {
    const own = `/v2/key/${REPOSITORY}/tags/list`;
    const { url, host, seen } = await startFaulty((_, { path, query }) => {
      if (path !== own) return json({ tags: ['of-another-repository'] });
      return query.size > 0 ? json({ tags: ['b'] }) : json({ tags: ['a'] }, { link: link.replaceAll('HOST', host) });
    });
    const tags = await openRegistry(url).listTags(`key/${REPOSITORY}`);
    return {
      tags,
      next: seen
        .slice(1)
        .map(({ path, query }) => `${path.replace(own, 'OWN')}?${query}`)
        .join(' '),
    };
  }

  test.each<[string, string, string]>([
    ['the path', `</v2/key/${REPOSITORY}/tags/list?last=a>; rel="next"`, 'last=a'],
    ['the URL', `<http://HOST/v2/key/${REPOSITORY}/tags/list?last=a>; rel="next"`, 'last=a'],
    ['HTTPS in place of HTTP', `<https://HOST/v2/key/${REPOSITORY}/tags/list?last=a>; rel="next"`, 'last=a'],
    ['the query alone', '<?last=a>; rel="next"', 'last=a'],
    ['a relative path', '<list?last=a>; rel="next"', 'last=a'],
    [
      'a path without the key of the repository (Artifactory)',
      `</v2/${REPOSITORY}/tags/list?last=a>; rel="next"`,
      'last=a',
    ],
    [
      'a path with a prefix (Nexus)',
      `<http://HOST/repository/x/v2/key/${REPOSITORY}/tags/list?n=9&last=a>; rel="next"`,
      'n=9&last=a',
    ],
    ['the path of another repository', '</v2/other/tags/list?last=a>; rel="next"', 'last=a'],
    ['no path of a list', '</?last=a>; rel="next"', 'last=a'],
    [
      'a parameter of its own (Quay)',
      `</v2/key/${REPOSITORY}/tags/list?next_page=gA%3D%3D&n=50>; rel="next"`,
      'next_page=gA%3D%3D&n=50',
    ],
    ['a page of 0 (GHCR)', `</v2/key/${REPOSITORY}/tags/list?last=a&n=0>; rel="next"`, 'last=a&n=0'],
    ['no relation', '<?last=a>', 'last=a'],
    ['no relation, but a title', '<?last=a>; title="x"', 'last=a'],
    ['single quotes', "<?last=a>; rel='next'", 'last=a'],
    ['no quotes', '<?last=a>; rel=next', 'last=a'],
    ['capitals', '<?last=a>; Rel="Next"', 'last=a'],
    ['several links', '<?n=1>; rel="prev", <?last=a>; rel="next"', 'last=a'],
    ['several links without relations', '<?last=a>, <?last=b>', 'last=a'],
    ['a semicolon and a comma in the URL', '<?last=a;b,c>; rel="next"', 'last=a%3Bb%2Cc'],
  ])('%s', async (_, link, query) => {
    expect(await follow(link)).toEqual({ tags: ['a', 'b'], next: `OWN?${query}` });
  });

  test.each(['</v2/other/tags/list>; rel="next"', '<>; rel="next"'])(
    'a link without a page, %s, is wrong',
    async (link) => {
      await expect(follow(link)).rejects.toThrow('a page of it links to an earlier one');
    },
  );

  test('a page that is not there is not taken for a repository that is not', async () => {
    const missing = pages({ '': { tags: ['a'], link: '<?last=a>; rel="next"' } });
    const gone: Fault = (reply, request) =>
      request.query.has('last') ? json({ errors: [{ code: 'NAME_UNKNOWN' }] }, {}, 404) : missing(reply, request);
    expect(await failureOf(tagsOf(gone))).toBe(
      'invalid: the list of tags is invalid: the registry responds with 404 for its page 2',
    );
  });
});

const HINT = 'it does not have the repository, or does not list tags: try a single tag';

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
    'no-repository: the registry does not have a repository of this name: check its spelling',
  ],
  ['404 without a code', () => status(404), `no-listing: the registry responds with 404 for the list of tags: ${HINT}`],
  [
    '404 of a web server',
    (reply) => ({ ...reply, status: 404, body: Buffer.from('<html>') }),
    `no-listing: the registry responds with 404 for the list of tags: ${HINT}`,
  ],
  ['405', () => status(405), `no-listing: the registry responds with 405 for the list of tags: ${HINT}`],
  ['501', () => status(501), `no-listing: the registry responds with 501 for the list of tags: ${HINT}`],
  [
    'a page that leads to itself',
    () => json({ tags: ['a'] }, { link: `<${LIST}>; rel="next"` }),
    'invalid: the list of tags is invalid: a page of it links to an earlier one',
  ],
  ['a page again and again', endless(() => ['a']), 'invalid: the list of tags is invalid: its pages repeat themselves'],
  ['empty pages', endless(() => []), 'invalid: the list of tags is invalid: its pages repeat themselves'],
  [
    'endless pages',
    endless(() => [`t${pageNumber}`]),
    'invalid: the list of tags is invalid: it has more than 10000 pages',
  ],
  [
    'two million tags',
    () => json({ tags: Array.from({ length: 2_000_000 }, (_, n) => `v1.34.${n}-1-azlinux3`) }),
    'invalid: the list of tags is invalid: it has more than 1000000 tags',
  ],
  [
    'a page of 70 MB',
    () => json({ tags: [], text: 'x'.repeat(70_000_000) }),
    'invalid: a response has more than 67108864 bytes',
  ],
  [
    'a link that is none',
    () => json({ tags: ['a'] }, { link: LIST }),
    'invalid: the list of tags is invalid: its Link header is invalid',
  ],
  [
    'a link to no address',
    () => json({ tags: ['a'] }, { link: '<http://[>; rel="next"' }),
    'invalid: the list of tags is invalid: its Link header is invalid',
  ],
])('%s', async (_, fault, expected) => {
  expect(await failureOf(tagsOf(on('/tags/', fault)))).toBe(expected);
});

const body =
  (text: string, type = 'application/json'): Fault =>
  () => ({ status: 200, headers: { 'content-type': type }, body: Buffer.from(text) });

test.each<[string, Fault, string]>([
  ['no JSON', body('no JSON'), 'something else'],
  ['a login page', body('<html>log in, token s3cret', 'text/html; charset=utf-8'), 'text/html'],
  ['a page of no type', body('<html>', ''), 'something else'],
  ['a type that is none', body('<html>', ';;'), 'something else'],
  ['half of a list', body('{"tags":["v1'), 'something else'],
  ['nothing', body(''), 'an empty body'],
  ['a list', body('[]'), 'JSON of a list'],
  ['null', body('null'), 'JSON of null'],
  ['a string', body('"a"'), 'JSON of a string'],
  ['an empty object', body('{}'), 'JSON without "tags"'],
  ['the errors of a registry', body('{"errors":[{"code":"DENIED","message":"s3cret"}]}'), 'JSON without "tags"'],
  ['a string of tags', body('{"tags":"a"}'), '"tags" is a string'],
  ['an object of tags', body('{"tags":{"a":1}}'), '"tags" is an object'],
  ['a number of tags', body('{"tags":3}'), '"tags" is a number'],
  ['true', body('{"tags":true}'), '"tags" is a boolean'],
])('%s is not a list of tags, and is named', async (_, fault, expected) => {
  const wrong = 'invalid: the list of tags is invalid: it is not JSON of {"tags": [...]}, but';
  expect(await failureOf(tagsOf(on('/tags/', fault)))).toBe(`${wrong} ${expected}`);
});

test.each<[string, unknown]>([
  ['a digest', `sha256:${'0'.repeat(64)}`],
  ['an option', '-ot-beta-jmx'],
  ['a hidden file', '.jfrog'],
  ['the metadata of a build', 'v1+k3s1'],
  ['129 characters', 'a'.repeat(129)],
  ['an empty string', ''],
  ['a space', 'a b'],
  ['a path', 'a/b'],
  ['a reference', 'a@sha256:0'],
  ['a line', 'v1\n'],
  ['a colour', 'a\u001b[31m'],
  ['another alphabet', 'v１'],
  ['null', null],
  ['a number', 1],
  ['true', true],
  ['a list', ['a']],
  ['an object', { name: 'a' }],
])('%s among the tags is skipped', async (_, entry) => {
  expect(await tagsOf(() => json({ tags: ['a', entry, 'b'] }))).toEqual(['a', 'b']);
  expect(await tagsOf(() => json({ tags: [entry] }))).toEqual([]);
});

test('two million entries that are not tags', async () => {
  expect(await tagsOf(body(`{"tags":[${'"",'.repeat(2_000_000)}"a"]}`))).toEqual(['a']);
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
  await expect(openRegistry(url).listTags(name)).rejects.toMatchObject({ code: 'no-repository' });
  expect(seen).toEqual([]);
});
