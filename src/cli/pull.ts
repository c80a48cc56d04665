import type { Command } from '@commander-js/extra-typings';
import { pull as pullImages } from '../host/pull.ts';
import { formatJson } from '../report/json.ts';
import { isEmpty, pullErrors, pullText } from '../report/pull-text.ts';
import type { Arch } from '../sysext/arch.ts';
import { type Cli, tracesOption } from './cli.ts';
import {
  archesOption,
  distroOption,
  type HostFormat,
  hostContext,
  hostFormatOption,
  mirrorOption,
  retryForOption,
  rootDirectory,
} from './host-options.ts';
import { exitCodeOf, type Io } from './io.ts';

/** The options of `pull`. */
interface PullFlags {
  readonly root: string;
  readonly arch: readonly Arch[];
  readonly registry?: string;
  readonly distro?: string;
  readonly retryFor: number;
  readonly format: HostFormat;
}

export function addPull(program: Command, { io, done }: Cli): void {
  program
    .command('pull')
    .description('Fetch every image of the sysext slots, latest and previous, as an image build does')
    .argument('[dir]', 'the repository', '.')
    .requiredOption('--root <dir>', 'the root to cache them in, below opt/<name>/downloads')
    .addOption(archesOption("systemd's name of an architecture").makeOptionMandatory())
    .addOption(mirrorOption())
    .addOption(distroOption())
    .addOption(retryForOption('10m'))
    .addOption(hostFormatOption())
    .addOption(tracesOption())
    .action((dir, options) => done(pull(dir, options, io)));
}

/**
 * `pull [DIR]`: fetches every image of the manifests in DIR into a root's cache.
 *
 * @returns the exit code: 1 if an image failed; the others are there. 2 if nothing could be pulled.
 */
async function pull(dir: string, { arch, format, retryFor, ...flags }: PullFlags, io: Io): Promise<number> {
  const options = { ...flags, dir, root: await rootDirectory(flags.root), arches: arch };
  const result = await pullImages(options, hostContext(io, retryFor)).finally(() => io.progress(''));
  io.out(format === 'json' ? formatJson(result) : pullText(result, io.terminal));
  io.err(pullErrors(result));
  const failed = result.images.some(({ outcome }) => outcome === 'failed');
  return exitCodeOf({ failed, refused: isEmpty(result) });
}
