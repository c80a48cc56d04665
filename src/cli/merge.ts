import type { Command } from '@commander-js/extra-typings';
import { merge as mergeImages } from '../host/merge.ts';
import { repositoryOf } from '../host/source.ts';
import { formatJson } from '../report/json.ts';
import { mergeText } from '../report/merge-text.ts';
import { resolveNotes } from '../report/resolve-text.ts';
import type { Cli } from './cli.ts';
import { addSourceOptions, hostArch, hostContext, rootDirectory, type SourceFlags } from './host-options.ts';
import { EXIT, type Io } from './io.ts';

export function addMerge(program: Command, { io, done }: Cli): void {
  addSourceOptions(program.command('merge'), '10m')
    .description('Merge these versions into a host, or leave it as it was')
    .argument('<name=version...>', 'such as kubelet=1.34.10')
    .option('--no-refresh', 'do not merge the images now: they are merged at the next boot')
    .action((wanted, options) => done(merge(wanted, options, io)));
}

/**
 * `merge NAME=VERSION...`: merges the versions into a host, or leaves it as it was.
 *
 * @returns the exit code.
 * @throws {Error} one line, when it failed and everything is as it was.
 */
async function merge(
  wanted: readonly string[],
  { arch = hostArch(), format, retryFor, ...options }: SourceFlags & { readonly refresh: boolean },
  io: Io,
): Promise<number> {
  const components = wanted.map(parseComponent);
  const twice = components.find(({ name }, index) => components.findIndex((one) => one.name === name) !== index);
  if (twice !== undefined) throw new Error(`${twice.name} is given twice: a host has one version of it`);
  const request = { ...options, arch, root: await rootDirectory(options.root), components };
  const result = await mergeImages(request, hostContext(io, retryFor)).finally(() => io.progress(''));
  io.out(format === 'json' ? formatJson(result) : mergeText(result, io.terminal));
  io.err(result.components.map(resolveNotes).join(''));
  return EXIT.ok;
}

function parseComponent(text: string): { name: string; version: string; repository: string } {
  const [name = '', version = '', ...rest] = text.split('=');
  if (name === '' || version === '' || rest.length > 0) {
    throw new Error(`${JSON.stringify(text)} is not NAME=VERSION, such as kubelet=1.34.10`);
  }
  return { name, version, repository: repositoryOf(name) };
}
