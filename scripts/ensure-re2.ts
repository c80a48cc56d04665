import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const RE2 = path.dirname(createRequire(import.meta.url).resolve('re2/package.json'));
const BINARY = path.join(RE2, 'build/Release/re2.node');

/** The milliseconds between two lines that show that the build goes on. */
const PROGRESS_INTERVAL_MS = 30_000;

/**
 * Builds re2 for the Node.js that runs this script, if it does not load.
 *
 * Renovate falls back to RegExp silently if re2 does not load, and RegExp accepts what RE2 refuses.
 * A build is kept beside node_modules, which `npm ci` empties.
 *
 *   node scripts/ensure-re2.ts              fails if it cannot be built
 *   node scripts/ensure-re2.ts --optional   prints why, for what also runs without it
 */
async function main(optional: boolean): Promise<void> {
  if (loads()) return;
  const kept = path.join(
    ROOT,
    '.cache',
    `re2-${version()}-${process.platform}-${process.arch}-${process.versions.modules}.node`,
  );
  if (existsSync(kept)) copy(kept, BINARY);
  if (loads()) return;
  process.stderr.write('building re2 for this Node.js, once: it takes some minutes where it has to be compiled ...\n');
  const output = await build();
  if (loads()) copy(BINARY, kept);
  else if (optional)
    process.stderr.write(`re2 is not built (${causeOf(output)}): install g++, make and python3 for it\n`);
  else {
    process.stderr.write(output);
    throw new Error(`re2 does not load under Node.js ${process.version}; the output of its build is above`);
  }
}

/** The line in which node-gyp says what is missing. */
function causeOf(output: string): string {
  return /^gyp ERR! stack Error: (.*)$/m.exec(output)?.[1] ?? 'its build failed';
}

/** Whether re2 loads, asked of a process of its own: a failed load is remembered for the life of a process. */
function loads(): boolean {
  return spawnSync(process.execPath, ['-e', 'new (require(process.argv[1]))("a").test("a")', RE2]).status === 0;
}

/**
 * re2 looks for a prebuilt binary first. Where there is none, it is compiled (g++, python3) against the headers that
 * lie beside the running Node.js, not against those of another one.
 */
async function build(): Promise<string> {
  const prefix = path.dirname(path.dirname(process.execPath));
  const env = { ...process.env };
  if (existsSync(path.join(prefix, 'include/node/node_version.h'))) env['npm_config_nodedir'] = prefix;
  // Its install script, which npm does not run by itself (.npmrc).
  const child = spawn('npm', ['run', 'install', '--ignore-scripts=false'], {
    cwd: RE2,
    env,
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const started = Date.now();
  const progress = setInterval(() => {
    process.stderr.write(`still building re2 (${Math.round((Date.now() - started) / 1000)} s) ...\n`);
  }, PROGRESS_INTERVAL_MS);
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve()).once('error', () => resolve());
  });
  clearInterval(progress);
  return output;
}

function version(): string {
  return JSON.parse(readFileSync(path.join(RE2, 'package.json'), 'utf8')).version;
}

function copy(from: string, to: string): void {
  mkdirSync(path.dirname(to), { recursive: true });
  cpSync(from, to);
}

await main(process.argv.includes('--optional'));
