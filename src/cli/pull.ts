import type { Command } from '@commander-js/extra-typings';
import { pull as pullImages } from '../host/pull.ts';
import { formatJson } from '../report/json.ts';
import { isEmpty, pullErrors, pullText } from '../report/pull-text.ts';
import type { Arch } from '../sysext/arch.ts';
import { type Cli, tracesOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import {
  collectArch,
  distroOption,
  type NodeFormat,
  nodeContext,
  nodeFormatOption,
  retryForOption,
  rootFolder,
} from './node-options.ts';

export interface PullOptions {
  readonly root: string;
  readonly arch: readonly Arch[];
  readonly registry?: string;
  readonly distro?: string;
  readonly retryFor: number;
  readonly format: NodeFormat;
}

export function addPull(program: Command, { io, done }: Cli): void {
  program
    .command('pull')
    .description('fetch every image of the sysext slots, latest and previous, as an image build does')
    .argument('[dir]', 'the repository', '.')
    .requiredOption('--root <dir>', 'the root to cache them in, below opt/<name>/downloads')
    .requiredOption('--arch <arch...>', "one or more of systemd's names", collectArch)
    .option('--registry <registry>', 'a mirror to pull from: a host or a URL, also with a prefix')
    .addOption(distroOption())
    .addOption(retryForOption('10m'))
    .addOption(nodeFormatOption())
    .addOption(tracesOption())
    .action((dir, options) => done(pull(dir, options, io)));
}

/**
 * `pull [DIR]`: every image of the manifests in DIR, into a root's cache.
 *
 * @returns the exit code: 1 if an image failed; the others are there. 2 if there was none that could be pulled.
 */
export async function pull(dir: string, { arch, format, retryFor, ...options }: PullOptions, io: Io): Promise<number> {
  const request = { ...options, dir, root: await rootFolder(options.root), arches: arch };
  const answer = await pullImages(request, nodeContext(io, retryFor)).finally(() => io.progress(''));
  io.out(format === 'json' ? formatJson(answer) : pullText(answer, io.terminal));
  io.err(pullErrors(answer));
  if (answer.images.some(({ outcome }) => outcome === 'failed')) return EXIT.failed;
  return isEmpty(answer) ? EXIT.refused : EXIT.ok;
}
