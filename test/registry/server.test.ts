import { expect, onTestFinished, test } from 'vitest';
import { startRegistry } from '../../src/registry/server.ts';

async function start(tags: readonly string[], options?: { pageLimit: number }): Promise<string> {
  const registry = await startRegistry({ 'some/repository': tags }, options);
  onTestFinished(() => registry.close());
  return registry.url;
}

/** Every page of a list, as the specification says to read them. */
async function pages(url: string, query = ''): Promise<string[][]> {
  const read: string[][] = [];
  for (let next: string | undefined = `/v2/some/repository/tags/list${query}`; next !== undefined; ) {
    const response = await fetch(`${url}${next}`);
    read.push(((await response.json()) as { tags: string[] }).tags);
    next = /^<(.+)>; rel="next"$/.exec(response.headers.get('link') ?? '')?.[1];
  }
  return read;
}

test('one page, sorted, where nobody asks for less', async () => {
  expect(await pages(await start(['b', 'c', 'a']))).toEqual([['a', 'b', 'c']]);
});

test.each([
  ['as asked for', undefined, '?n=2'],
  ['as many as the registry gives', { pageLimit: 2 }, ''],
  ['no more than that', { pageLimit: 2 }, '?n=100'],
])('pages: %s', async (_, options, query) => {
  expect(await pages(await start(['a', 'b', 'c', 'd', 'e'], options), query)).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
});

test.each(['/v2/other/tags/list', '/v2/__proto__/tags/list', '/'])('%s is not there', async (path) => {
  expect((await fetch(`${await start([])}${path}`)).status).toBe(404);
});

test('/v2/ says that it is a registry', async () => {
  expect((await fetch(`${await start([])}/v2/`)).status).toBe(200);
});
