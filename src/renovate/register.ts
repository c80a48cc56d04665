import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { api, id } from '../versioning/index.ts';
import { importInternal, renovateVersion } from './internals.ts';

/*
 * `node --import aks-sysext-renovate/register <Renovate's script>` adds the versioning `aks-sysext` to that Renovate
 * before it runs. A Renovate that does not know the name falls back to another versioning silently, so a failed
 * registration ends the process.
 */

const SCRIPT = 'node_modules/renovate/dist/renovate.js';

async function register(): Promise<void> {
  const isCommandLine = isOnCommandLine();
  const root = findRenovate(isCommandLine);
  if (root === undefined) {
    // NODE_OPTIONS applies to every process that Renovate or a shell starts, which are not registered.
    if (!isCommandLine) return;
    const script = process.argv[1] ?? 'a process without a script';
    stop(`no Renovate belongs to ${script}; start one with node --import aks-sysext-renovate/register ${SCRIPT}`);
  }
  try {
    await addTo(root);
  } catch (error) {
    const { message } = error as Error;
    stop(`${message}; use a Renovate 44, or versioning "regex:..." as in the preset, which needs no registration`);
  }
}

async function addTo(root: string): Promise<void> {
  const { getVersionings } = await importInternal(root, 'modules/versioning/index.js');
  const versionings = getVersionings();
  // An entry in a copy of the map would have no effect.
  if (!(versionings instanceof Map) || getVersionings() !== versionings) {
    throw new Error(`Renovate ${renovateVersion(root)} is not supported: it takes no more versionings`);
  }
  versionings.set(id, api);
}

/**
 * The directory of the Renovate that the process runs: the one that its script is a part of, or would import.
 *
 * @param isCommandLine whether the user starts Renovate explicitly. If not, the working directory is not searched: it
 *   may be a repository that Renovate works on, whose code must not run.
 */
function findRenovate(isCommandLine: boolean): string | undefined {
  const script = scriptFile();
  const found = script && (ownerOf(script) ?? resolveFrom(path.dirname(script)));
  return found ?? (isCommandLine ? resolveFrom(process.cwd()) : undefined);
}

/**
 * The file of the process's script: not the link in `node_modules/.bin`, and with the extension that may be left out.
 */
function scriptFile(): string | undefined {
  const script = process.argv[1] ?? '';
  // Node.js makes a script's path absolute; what is not is an argument to `node -e`.
  if (!path.isAbsolute(script)) return undefined;
  try {
    return resolve(process.cwd(), script);
  } catch {
    return undefined;
  }
}

/** The directory of the package that a file is a part of, if that is Renovate. */
function ownerOf(file: string): string | undefined {
  const dir = path.dirname(file);
  const name = packageName(dir);
  if (name !== undefined) return name === 'renovate' ? dir : undefined;
  return dir === file ? undefined : ownerOf(dir);
}

function packageName(dir: string): unknown {
  try {
    return JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')).name;
  } catch {
    return undefined;
  }
}

function resolveFrom(dir: string): string | undefined {
  try {
    return path.dirname(resolve(dir, 'renovate/package.json'));
  } catch {
    return undefined;
  }
}

/** Whether `--import` with this module is among the process's own options, not only in what it inherits. */
function isOnCommandLine(): boolean {
  // A forked process has its parent's options.
  return process.send === undefined && process.execArgv.some((arg) => isThisModule(arg.replace(/^--import=/, '')));
}

function isThisModule(specifier: string): boolean {
  try {
    const file = specifier.startsWith('file:') ? fileURLToPath(specifier) : resolve(process.cwd(), specifier);
    return realpathSync(file) === fileURLToPath(import.meta.url);
  } catch {
    return false;
  }
}

function resolve(dir: string, specifier: string): string {
  return createRequire(path.join(dir, 'package.json')).resolve(specifier);
}

function stop(problem: string): never {
  process.stderr.write(`aks-sysext-renovate/register: ${problem}\n`);
  // The script comes next; only this keeps it from running.
  process.exit(1);
}

// Threads start with the same options, and look up no versions.
if (isMainThread) await register();
