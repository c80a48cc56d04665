import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { satisfies } from 'semver';
import { gitEnvironment } from '../../system/git.ts';
import { renovateVersion } from '../internals.ts';

/** The root of our own package: the same from `src/` and from `dist/`. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The versions of Renovate that have everything in `internals.ts`: the range of our peer dependency. */
const SUPPORTED: string = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8')).peerDependencies
  .renovate;

/**
 * Finds the Renovate to run: the one that is installed for `dir`, else the one beside this package. One that is checked
 * in is not run, as the repository is not trusted.
 *
 * @returns the directory with its `package.json`.
 * @throws {Error} if no Renovate is installed, or its version is not supported.
 */
export function locateRenovate(dir: string): string {
  const installed = resolveFrom(path.join(dir, 'package.json'));
  const own = installed === undefined || isCheckedIn(dir, installed) ? undefined : installed;
  const root = own ?? resolveFrom(path.join(PACKAGE_ROOT, 'package.json'));
  if (root === undefined) {
    throw new Error('Renovate is not installed: run npm install --save-dev renovate, here or beside this package');
  }
  const version = renovateVersion(root);
  if (!satisfies(version, SUPPORTED)) {
    throw new Error(`Renovate ${version} in ${root} is not supported: install a version in the range ${SUPPORTED}`);
  }
  return root;
}

function resolveFrom(file: string): string | undefined {
  try {
    const found = createRequire(pathToFileURL(path.resolve(file))).resolve('renovate/package.json');
    return existsSync(found) ? path.dirname(found) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether git tracks a file of the directory `root` in the repository of `dir`. */
function isCheckedIn(dir: string, root: string): boolean {
  const env = { ...process.env, ...gitEnvironment() };
  const { stdout } = spawnSync('git', ['ls-files', '-z', '--', root], { cwd: dir, env });
  return stdout?.length > 0;
}
