import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * Builds re2 for the Node.js that runs this script, unless it already loads.
 *
 * Renovate falls back to RegExp without a word when re2 does not load, and RegExp accepts what RE2
 * refuses. re2 first looks for a prebuilt binary; where there is none, it is compiled (g++, python3)
 * against the headers that lie beside the running Node.js, not against those of another one.
 */
function main(): void {
  if (loads()) return;
  process.stderr.write('building re2 for this Node.js, once (a minute or two) ...\n');
  const prefix = path.dirname(path.dirname(process.execPath));
  const env = { ...process.env };
  if (existsSync(path.join(prefix, 'include/node/node_version.h'))) env['npm_config_nodedir'] = prefix;
  const build = spawnSync('npm', ['rebuild', 're2', '--ignore-scripts=false', '--foreground-scripts'], {
    encoding: 'utf8',
    env,
    shell: process.platform === 'win32',
  });
  if (loads()) return;
  process.stderr.write(`${build.stdout ?? ''}${build.stderr ?? ''}`);
  throw new Error(`re2 does not load under Node.js ${process.version}; see the output of its build above`);
}

/** Whether re2 loads, asked of a process of its own: a failed load is remembered for the life of a process. */
function loads(): boolean {
  const re2 = createRequire(import.meta.url).resolve('re2');
  return spawnSync(process.execPath, ['-e', 'new (require(process.argv[1]))("a").test("a")', re2]).status === 0;
}

main();
