import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PATCHES, TEMPORARY_PATCHES } from '../../../src/renovate/patches/list.ts';

const ROOT = new URL('../../../', import.meta.url);

const ALL = [...PATCHES, ...TEMPORARY_PATCHES];

/** Modules of patches that are not patches themselves. */
const HELPERS = ['current-lookup', 'find-in-snapshot', 'list', 'log-lines', 'patch'];

/** An assignment to a function or object that the module does not own. */
const REPLACEMENT =
  /\.prototype\.\w+ = |^ *(?:datasource|fetcher|handlebars|logger(?:\.once)?|platforms|Date|dns)\.\w+ = |platforms\.set\(/m;

test('every patch has a file of its name, and every file is listed', () => {
  const files = readdirSync(new URL('src/renovate/patches/', ROOT)).map((file) => file.replace(/\.ts$/, ''));
  expect(files.sort()).toEqual([...ALL.map(({ name }) => name), ...HELPERS].sort());
});

test.each(['child', 'host', 'inspect'])('%s replaces nothing of Renovate', (directory) => {
  const files = readdirSync(new URL(`src/renovate/${directory}/`, ROOT));
  const patching = files.filter((file) =>
    REPLACEMENT.test(readFileSync(new URL(`src/renovate/${directory}/${file}`, ROOT), 'utf8')),
  );
  expect(patching).toEqual([]);
});

test.each(ALL)('$name describes in two lines what upstream lacks', ({ lacks, upstream }) => {
  expect(lacks).toMatch(/^[A-Z].{20,179}\.$/);
  if (upstream !== undefined)
    expect(upstream).toMatch(/^https:\/\/github\.com\/renovatebot\/renovate\/(?:issues|pull)\/\d+$/);
});

test('the documentation lists every patch in order', () => {
  const rows = ALL.map(({ name, lacks, upstream }) => {
    const issue = upstream === undefined ? '' : `[#${upstream.split('/').at(-1)}](${upstream})`;
    return `| [${name}](../src/renovate/patches/${name}.ts) | ${lacks} | ${issue} |`.replace('|  |', '| |');
  });
  const documentation = readFileSync(new URL('docs/architecture.md', ROOT), 'utf8');
  const table = documentation.split('\n').filter((line) => /^\| \[[\w-]+\]\(\.\.\/src\/renovate\/patches\//.test(line));
  expect(table).toEqual(rows);
});
