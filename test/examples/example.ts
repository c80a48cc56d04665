import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startRegistry, type TagLists } from '../../src/registry/server.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const EXAMPLES = path.join(ROOT, 'examples');

/** The registry of the examples, and what it has. */
export const REGISTRY = 'https://mcr.microsoft.com';
export const TAGS: TagLists = JSON.parse(readFileSync(path.join(EXAMPLES, 'registry.json'), 'utf8'));

/** An example: a folder with a README that has a command, and the start of what that prints. */
export interface Example {
  readonly name: string;
  readonly folder: string;
  readonly readme: string;
  /** Its first block of `sh`. */
  readonly command: string;
  /** The block of `text` after it. A line of three dots stands for any lines. */
  readonly shown: string;
  /** The file with all that the command prints. */
  readonly expected: string;
}

/** The examples that have a README. */
export function readExamples(): Example[] {
  return readdirSync(EXAMPLES, { withFileTypes: true, recursive: true })
    .filter(({ name }) => name === 'README.md')
    .map(({ parentPath }) => readExample(path.relative(EXAMPLES, parentPath)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws {Error} when the README has no command, or does not show what it prints. */
export function readExample(name: string): Example {
  const folder = path.join(EXAMPLES, name);
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const [, command, shown] = /^```sh\n(.*?)^```\n.*?^```text\n(.*?)^```$/ms.exec(readme) ?? [];
  if (command === undefined || shown === undefined) throw new Error(`examples/${name}/README.md shows no command`);
  return {
    name,
    folder,
    readme,
    command,
    shown,
    expected: path.join(folder, isBot(folder) ? 'updates.txt' : 'plan.txt'),
  };
}

/** Where the example is a bot, which is installed before it is run. */
function isBot(folder: string): boolean {
  return readdirSync(folder).includes('config.js');
}

/** Runs the example's command. @returns what it prints on stdout, with no more of Renovate's version than the major. */
export async function runExample({ folder, command }: Example): Promise<string> {
  const out = isBot(folder) ? await runBot(folder, command) : await shell(command, ROOT);
  return out.replace(/\(Renovate (\d+)\.\d+\.\d+,/, '(Renovate $1,');
}

/**
 * Runs a command of a bot in a copy of it, where Renovate and this package are what `npm install` makes of them, with
 * its registry on loopback.
 */
export async function runBot(folder: string, command: string): Promise<string> {
  const dir = mkdtempSync(path.join(tmpdir(), 'example-'));
  const registry = await startRegistry(TAGS);
  try {
    cpSync(folder, dir, { recursive: true });
    mkdirSync(path.join(dir, 'node_modules'));
    symlinkSync(ROOT, path.join(dir, 'node_modules/aks-sysext-renovate'));
    symlinkSync(path.join(ROOT, 'node_modules/renovate'), path.join(dir, 'node_modules/renovate'));
    const config = path.join(dir, 'config.js');
    writeFileSync(config, readFileSync(config, 'utf8').replaceAll(REGISTRY, registry.url));
    return await shell(command, dir, { RENOVATE_BASE_DIR: dir, RENOVATE_INTERNAL_HOST_ACCESS: 'allow' });
  } finally {
    await registry.close();
    rmSync(dir, { recursive: true });
  }
}

/** The module of the installed package, and its source, which needs no build. */
const INSTALLED = '--import aks-sysext-renovate/register';
const SOURCE = `--import ${ROOT}/src/renovate/register.ts`;

/** @throws {Error} when the command fails, with what it wrote on stderr. */
async function shell(command: string, cwd: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const line = command.replaceAll(INSTALLED, SOURCE);
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:RENOVATE_|NODE_|LOG_|VITEST)/.test(name));
  const { stdout } = await promisify(execFile)('bash', ['-euc', line], {
    cwd,
    env: { ...Object.fromEntries(inherited), PATH: `${path.dirname(process.execPath)}:${process.env['PATH']}`, ...env },
  });
  return stdout;
}
