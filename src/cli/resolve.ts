import type { Command } from '@commander-js/extra-typings';
import { resolve as resolveVersion } from '../host/resolve.ts';
import { openSources, repositoryOf } from '../host/source.ts';
import { formatJson } from '../report/json.ts';
import { resolveNotes, resolveText } from '../report/resolve-text.ts';
import type { Cli } from './cli.ts';
import { addSourceOptions, hostArch, hostContext, rootDirectory, type SourceFlags } from './host-options.ts';
import { exitCodeOf, type Io } from './io.ts';

export function addResolve(program: Command, { io, done }: Cli): void {
  addSourceOptions(program.command('resolve'), '30s')
    .description('Show from which source a host gets a component (its cache, the registry or the tarball), and why')
    .argument('<name>', 'such as kubelet')
    .argument('<version>', 'such as 1.34.10, or v1.34.10-1-azlinux3')
    .action((name, version, options) => done(resolve(name, version, options, io)));
}

/**
 * `resolve NAME VERSION`: shows from which source a host gets a component, and why.
 *
 * @returns the exit code: 0 for a file or a reference, also for the tarball if a registry did not respond, as a host
 *   must start. Without a source: 1 if a registry did not respond, else 2.
 */
async function resolve(name: string, version: string, flags: SourceFlags, io: Io): Promise<number> {
  const sourceOf = openSources(hostContext(io, flags.retryFor).open, undefined);
  const source = sourceOf({ registry: flags.registry, repository: repositoryOf(name) });
  const options = { ...flags, name, version, arch: flags.arch ?? hostArch(), root: await rootDirectory(flags.root) };
  const resolution = await resolveVersion(options, source);
  io.out(
    flags.format === 'json' ? formatJson({ schemaVersion: 2, ...resolution }) : resolveText(resolution, io.terminal),
  );
  io.err(resolveNotes(resolution));
  const isFound = resolution.source !== 'none';
  return exitCodeOf({
    failed: !isFound && resolution.steps.some(({ outcome }) => outcome === 'failed'),
    refused: !isFound,
  });
}
