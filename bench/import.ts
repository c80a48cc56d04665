import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { importGraph } from '../test/import-graph.ts';

/*
 * What the versioning module costs whoever imports it: `npm run build && node bench/import.ts`.
 */

const ENTRY = 'dist/versioning/index.js';
const RUNS = 20;

/** The time that a fresh process takes to import the module, in milliseconds. */
function measureImport(): number {
  const source = `
    const start = performance.now();
    await import(${JSON.stringify(pathToFileURL(ENTRY).href)});
    process.stdout.write(String(performance.now() - start));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stdout);
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
}

/** The size of all files together, as in a package. */
function compressedSize(files: readonly string[]): number {
  return gzipSync(Buffer.concat(files.map((file) => readFileSync(file))), { level: 9 }).length;
}

function main(): void {
  if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not there: run npm run build`);
  const { files } = importGraph(ENTRY);
  const times = Array.from({ length: RUNS }, measureImport);
  process.stdout.write(`import: ${median(times).toFixed(2)} ms, the median of ${RUNS} processes\n`);
  const names = files.map((file) => path.relative('dist', file)).join(', ');
  process.stdout.write(`size:   ${compressedSize(files)} bytes gzip-compressed: ${names}\n`);
}

main();
