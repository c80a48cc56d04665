import { globSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf } from './import-graph.ts';

/** The directories of src/, from the bottom. A module imports from its own directory and from lower layers only. */
const LAYERS = [
  ['system'],
  ['sysext'],
  ['manifest', 'registry'],
  ['versioning', 'presets'],
  ['renovate'],
  ['analysis'],
  ['check', 'host'],
  ['adopt'],
  ['report'],
  ['cli'],
];

/** Packages by the layers that may import them. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  sysext: [],
  versioning: [],
};

interface Import {
  readonly file: string;
  readonly specifier: string;
}

const IMPORTS: readonly Import[] = globSync('src/**/*.ts').flatMap((file) =>
  importsOf(file).map((specifier) => ({ file, specifier })),
);

describe('the layers', () => {
  test('every directory of src has one', () => {
    const directories = new Set(globSync('src/*/').map((directory) => path.basename(directory)));
    expect([...directories].sort()).toEqual(LAYERS.flat().sort());
  });

  test('imports go down', () => {
    expect(IMPORTS.flatMap(violation)).toEqual([]);
  });

  test.each([
    ['src/registry/tags.ts', '../renovate/register.ts'],
    ['src/analysis/analyze.ts', '../check/lint.ts'],
    ['src/manifest/slots.ts', '../versioning/index.ts'],
    ['src/registry/tags.ts', '../manifest/path.ts'],
    ['src/host/pull.ts', '../check/lint.ts'],
    ['src/sysext/tag.ts', 'zod'],
    ['src/versioning/index.ts', 'zod'],
    ['src/sysext/tag.ts', '../../test/tools.ts'],
    ['src/report/json.ts', 'renovate/dist/config/index.js'],
    ['src/renovate/child/edits.ts', '../../analysis/analyze.ts'],
  ])('%s may not import %s', (file, specifier) => {
    expect(violation({ file, specifier })).toHaveLength(1);
  });

  test.each([
    ['src/renovate/child/edits.ts', 'renovate/dist/config/index.js'],
    ['src/renovate/child/edits.ts', '../messages.ts'],
    ['src/cli/main.ts', '../report/json.ts'],
    ['src/sysext/tag.ts', 'node:path'],
    ['src/manifest/slots.ts', '../sysext/tag.ts'],
  ])('%s may import %s', (file, specifier) => {
    expect(violation({ file, specifier })).toEqual([]);
  });
});

test('no cycle of imports', () => {
  const graph = new Map<string, string[]>();
  for (const { file, specifier } of IMPORTS) {
    if (specifier.startsWith('.')) graph.set(file, [...(graph.get(file) ?? []), resolve(file, specifier)]);
  }
  expect(cycles(graph)).toEqual([]);
  expect(
    cycles(
      new Map([
        ['a', ['b']],
        ['b', ['c']],
        ['c', ['b']],
      ]),
    ),
  ).toEqual(['b -> c -> b']);
});

function violation({ file, specifier }: Import): string[] {
  const from = layerOf(file);
  const message = `${file} imports ${specifier}`;
  if (specifier.startsWith('.')) {
    const target = resolve(file, specifier);
    const isInside = target.startsWith('src/') && (directoryOf(target) === directoryOf(file) || layerOf(target) < from);
    return isInside ? [] : [message];
  }
  if (specifier.startsWith('node:')) return [];
  const [name = ''] = specifier.split('/');
  const allowed = PACKAGES[directoryOf(file)];
  if (allowed !== undefined && !allowed.includes(name)) return [message];
  return name === 'renovate' && directoryOf(file) !== 'renovate' ? [message] : [];
}

function resolve(file: string, specifier: string): string {
  return path.posix.join(path.posix.dirname(file), specifier);
}

function directoryOf(file: string): string {
  return file.split('/')[1] ?? '';
}

function layerOf(file: string): number {
  return LAYERS.findIndex((directories) => directories.includes(directoryOf(file)));
}

/** Finds cycles by a depth-first search, each as the path that closes it. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (node: string, trail: readonly string[]): void => {
    const start = trail.indexOf(node);
    if (start >= 0) found.push([...trail.slice(start), node].join(' -> '));
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return found;
}
