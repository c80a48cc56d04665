import type { Command } from '@commander-js/extra-typings';
import { resolve as resolveVersion } from '../host/resolve.ts';
import { parseRegistry, repositoryIn, repositoryOf } from '../host/source.ts';
import { formatJson } from '../report/json.ts';
import { resolveNotes, resolveText } from '../report/resolve-text.ts';
import type { Cli } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { addSourceOptions, hostArch, nodeContext, rootFolder, type SourceOptions } from './node-options.ts';

export function addResolve(program: Command, { io, done }: Cli): void {
  addSourceOptions(program.command('resolve'), '30s')
    .description('where a node takes a component from: its cache, the registry, or the tarball; and why')
    .argument('<name>', 'such as kubelet')
    .argument('<version>', 'such as 1.34.10, or v1.34.10-1-azlinux3')
    .action((name, version, options) => done(resolve(name, version, options, io)));
}

/**
 * `resolve NAME VERSION`: where a node takes a component from, and why.
 *
 * @returns the exit code: 0 for a file or a reference, also for the tarball that is taken where a registry gives no
 *   answer, as a node must come up. Where there is none: 1 if a registry gave no answer, else 2.
 */
export async function resolve(name: string, version: string, options: SourceOptions, io: Io): Promise<number> {
  const place = parseRegistry(options.registry);
  const client = nodeContext(io, options.retryFor).open(place.url);
  const source = { client, repository: repositoryIn(place, repositoryOf(name)) };
  const request = { ...options, name, version, arch: options.arch ?? hostArch(), root: await rootFolder(options.root) };
  const resolution = await resolveVersion(request, source);
  io.out(options.format === 'json' ? formatJson(resolution) : resolveText(resolution, io.terminal));
  io.err(resolveNotes(resolution));
  if (resolution.source !== 'none') return EXIT.ok;
  return resolution.steps.some(({ outcome }) => outcome === 'failed') ? EXIT.failed : EXIT.refused;
}
