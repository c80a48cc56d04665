import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const RE2 = path.dirname(createRequire(import.meta.url).resolve('re2/package.json'));
const BINARY = path.join(RE2, 'build/Release/re2.node');

/**
 * Sees to it that re2 loads in the Node.js that runs this script.
 *
 * Renovate falls back to RegExp without a word when re2 does not load, and RegExp accepts what RE2 refuses.
 * A build is kept beside node_modules, which `npm ci` empties.
 */
function main(): void {
  if (loads()) return;
  const kept = path.join(
    ROOT,
    '.cache',
    `re2-${version()}-${process.platform}-${process.arch}-${process.versions.modules}.node`,
  );
  if (existsSync(kept)) copy(kept, BINARY);
  if (loads()) return;
  process.stderr.write('building re2 for this Node.js, once (a minute or two) ...\n');
  const output = build();
  if (!loads()) {
    process.stderr.write(output);
    throw new Error(`re2 does not load under Node.js ${process.version}; see the output of its build above`);
  }
  copy(BINARY, kept);
}

/** Whether re2 loads, asked of a process of its own: a failed load is remembered for the life of a process. */
function loads(): boolean {
  return spawnSync(process.execPath, ['-e', 'new (require(process.argv[1]))("a").test("a")', RE2]).status === 0;
}

/**
 * re2 looks for a prebuilt binary first. Where there is none, it is compiled (g++, python3) against the headers that
 * lie beside the running Node.js, not against those of another one.
 */
function build(): string {
  const prefix = path.dirname(path.dirname(process.execPath));
  const env = { ...process.env };
  if (existsSync(path.join(prefix, 'include/node/node_version.h'))) env['npm_config_nodedir'] = prefix;
  // Its install script, which npm does not run by itself (.npmrc).
  const { stdout, stderr } = spawnSync('npm', ['run', 'install', '--ignore-scripts=false'], {
    cwd: RE2,
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
  });
  return `${stdout ?? ''}${stderr ?? ''}`;
}

function version(): string {
  return JSON.parse(readFileSync(path.join(RE2, 'package.json'), 'utf8')).version;
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
}

main();
