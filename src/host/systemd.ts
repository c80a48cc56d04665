import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { lastLine, type RunProgram } from '../system/run-program.ts';

const PROGRAM = 'systemd-sysext';

/**
 * Runs `systemd-sysext refresh`, and checks the result: it skips extensions that do not fit the host silently.
 *
 * @param expected the extensions that have to be merged then.
 * @throws {Error} one line, when it fails, or one of them is not merged.
 */
export async function refresh(root: string, expected: readonly string[], run: RunProgram): Promise<void> {
  // Without a reload of systemd's units, as on nodes; older versions never reload, and have no such option.
  const help = await call(run, ['--help']);
  const noReload = help.includes('--no-reload') ? ['--no-reload'] : [];
  await call(run, [...noReload, ...rootOption(root), 'refresh']);
  const merged = await mergedExtensions(root);
  const missing = expected.filter((name) => !merged.includes(name));
  if (missing.length > 0) {
    throw new Error(`${PROGRAM} refresh has not merged ${missing.join(', ')} into ${root}${ofRoot(root)}`);
  }
}

function ofRoot(root: string): string {
  return root === '/'
    ? ''
    : '; some versions do not follow links below another root: use --no-refresh for an image, which merges at its next boot';
}

/**
 * Reads the list of merged extensions that systemd-sysext writes to every hierarchy. Its `status` reads another root in
 * some versions.
 */
async function mergedExtensions(root: string): Promise<string[]> {
  const lists = await Promise.all(
    ['/usr', '/opt'].map((hierarchy) =>
      readFile(path.join(root, hierarchy, '.systemd-sysext/extensions'), 'utf8').catch(() => ''),
    ),
  );
  return lists.flatMap((list) => list.split('\n'));
}

function rootOption(root: string): string[] {
  return root === '/' ? [] : [`--root=${root}`];
}

async function call(run: RunProgram, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(PROGRAM, args);
  if (exitCode === 0) return stdout.toString();
  throw new Error(`${PROGRAM} ${args.join(' ')} ends with exit code ${exitCode}: ${lastLine(stderr)}`);
}
