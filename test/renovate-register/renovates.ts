import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Renovate's hook for further versionings as it is, as far as it matters here. */
export const WORKING = `
  const versionings = new Map();
  export const getVersionings = () => versionings;
  export const get = (name) => versionings.get(name);
`;

/** Renovates without the hook, by what they have in its place. */
export const UNSUPPORTED: Readonly<Record<string, string | undefined>> = {
  'no such module': undefined,
  'no such function': 'export const get = () => undefined;',
  'a module that does not load': 'throw new Error("two\\nlines");',
  'no map': 'export const getVersionings = () => ["docker"];',
  nothing: 'export const getVersionings = () => undefined;',
  'a copy of its map': 'export const getVersionings = () => new Map();',
};

/** Prints the names of the versionings: the script of a Renovate. */
const SCRIPT = `
  import { getVersionings } from './modules/versioning/index.js';
  process.stdout.write([...getVersionings().keys()].join());
`;

/**
 * Installs a package `renovate` below `dir`, with `versioning` as the source of its versionings.
 *
 * @returns its script, and the link to that in `node_modules/.bin`.
 */
export async function install(dir: string, versioning?: string): Promise<{ script: string; link: string }> {
  const root = path.join(dir, 'node_modules/renovate');
  const script = path.join(root, 'dist/renovate.js');
  const link = path.join(dir, 'node_modules/.bin/renovate');
  await mkdir(path.join(root, 'dist/modules/versioning'), { recursive: true });
  await mkdir(path.dirname(link), { recursive: true });
  await writeFile(
    path.join(root, 'package.json'),
    JSON.stringify({ name: 'renovate', version: '99.1.2', type: 'module' }),
  );
  await writeFile(script, SCRIPT);
  await symlink(script, link);
  if (versioning !== undefined) await writeFile(path.join(root, 'dist/modules/versioning/index.js'), versioning);
  return { script, link };
}
