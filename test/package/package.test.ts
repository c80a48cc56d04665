import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { importGraph } from '../import-graph.ts';
import { pack, ROOT } from './pack.ts';
import { LIMITS } from './sizes.cases.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
const { files, packed, unpacked } = pack(folder);
afterAll(() => rmSync(folder, { recursive: true }));

const { exports, bin } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));

test('what is published: the presets, the compiled code, types of what can be imported, examples and docs', () => {
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'default.json',
      'presets/rules.json',
      'schemas/plan.json',
      'examples/registry.json',
      'dist/cli/bin.js',
      'dist/versioning/index.d.ts',
      'dist/renovate/child/child.js',
    ]),
  );
  const other =
    /^(?:LICENSE|README\.md|package\.json|default\.json|(?:presets|schemas)\/[\w-]+\.json|examples\/.*|docs\/.*\.(?:md|png|svg)|action\/(?:README\.md|example\.yml)|dist\/.*\.js|dist\/.*\.d\.ts)$/;
  expect(files.filter((file) => !other.test(file))).toEqual([]);
  expect(files.filter((file) => /\.test\.|\.cases\.|\.map$|\.tsbuildinfo$/.test(file))).toEqual([]);
});

const documents = files.filter((file) => file.endsWith('.md'));

test('every link of a document leads to a file of the package', () => {
  const isThere = (target: string) => files.some((file) => file === target || file.startsWith(`${target}/`));
  const broken = documents.flatMap((document) => {
    const text = readFileSync(path.join(ROOT, document), 'utf8');
    const targets = Array.from(text.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g), ([, target = '']) => target);
    const linked = targets.map((target) => path.posix.join(path.posix.dirname(document), target));
    return linked.filter((target) => !isThere(target)).map((target) => `${document}: ${target}`);
  });
  expect(broken).toEqual([]);
});

test('README.md is among them, and has links', () => {
  expect(documents).toContain('README.md');
  expect(readFileSync(path.join(ROOT, 'README.md'), 'utf8')).toContain('](docs/');
});

test('every compiled file has its source: none is left from another build', () => {
  const compiled = files.filter((file) => file.startsWith('dist/'));
  const source = (file: string) => path.join(ROOT, file.replace(/^dist/, 'src').replace(/\.d\.ts$|\.js$/, '.ts'));
  expect(compiled.filter((file) => !existsSync(source(file)))).toEqual([]);
});

test('every entry of the package is there', () => {
  const entries = [...Object.values(exports), ...Object.values(bin)].flatMap((entry) =>
    typeof entry === 'string' ? [entry] : Object.values(entry as object),
  );
  for (const entry of entries) {
    const pattern = new RegExp(`^${entry.replace('./', '').replaceAll('.', '\\.').replace('*', '[^/]+')}$`);
    expect(files).toContainEqual(expect.stringMatching(pattern));
  }
});

test('what the compiled code imports is published', () => {
  const compiled = files.filter((file) => /^dist\/.*\.js$/.test(file));
  const needed = new Set(compiled.flatMap((file) => importGraph(path.join(ROOT, file)).files));
  expect([...needed].map((file) => path.relative(ROOT, file)).filter((file) => !files.includes(file))).toEqual([]);
});

test.each(Object.entries(LIMITS))('size of %s', (name, { limit }) => {
  const versioning = importGraph(path.join(ROOT, 'dist/versioning/index.js')).files.map((file) => readFileSync(file));
  const sizes = { packed, unpacked, files: files.length, versioning: gzipSync(Buffer.concat(versioning)).length };
  expect(sizes[name as keyof typeof LIMITS]).toBeLessThanOrEqual(limit);
});
