import { readFile } from 'node:fs/promises';
import type { Command } from '@commander-js/extra-typings';
import { toPlan } from '../analysis/analyze.ts';
import { parsePlan } from '../analysis/parse-plan.ts';
import type { Plan } from '../analysis/schema.ts';
import type { Rehearsal } from '../host/rehearsal.ts';
import { rehearse as rehearseImages } from '../host/rehearse.ts';
import { ARCHES_BY_DEFAULT } from '../presets/parts/arches.ts';
import { formatJson } from '../report/json.ts';
import { rehearseMarkdown } from '../report/rehearse-markdown.ts';
import { rehearseNotes, rehearseText } from '../report/rehearse-text.ts';
import type { Terminal } from '../report/terminal.ts';
import type { Arch } from '../sysext/arch.ts';
import { type Cli, formatOption, outputOption, presetOption, verboseOption } from './cli.ts';
import {
  archesOption,
  distroOption,
  hostContext,
  mirrorOption,
  retryForOption,
  rootDirectory,
} from './host-options.ts';
import { exitCodeOf, type Io, writeResult } from './io.ts';
import { analyzeFor } from './plan.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

/** The options of `rehearse`. */
interface RehearseFlags {
  readonly plan?: string;
  readonly arch?: readonly Arch[];
  readonly registry?: string;
  readonly distro?: string;
  readonly isolated: boolean;
  readonly root?: string;
  readonly retryFor: number;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly preset?: readonly string[];
  readonly verbose: boolean;
}

export function addRehearse(program: Command, { io, done }: Cli): void {
  program
    .command('rehearse')
    .description(
      'Pull, resolve, merge and run, in a scratch directory, every version that is proposed or in a manifest',
    )
    .argument('[dir]', 'the repository', '.')
    .option('--plan <file>', 'a plan from plan --format json; made by this command, if not given')
    .addOption(archesOption(`systemd's name of an architecture (default: ${ARCHES_BY_DEFAULT.join(' and ')})`))
    .addOption(mirrorOption())
    .addOption(distroOption())
    .option('--isolated', 'do not list tags; use it with --plan', false)
    .option('--root <dir>', "an unpacked image of a host's OS; versions are merged into a copy of it")
    .addOption(retryForOption('30s'))
    .addOption(formatOption(FORMATS))
    .addOption(outputOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((dir, options) => done(rehearse(dir, options, io)));
}

/**
 * `rehearse [DIR]`: rehearses every version that Renovate proposes for the manifests in DIR, or that is in them.
 *
 * @returns the exit code: 1 if the verdict on a version is not known, else 2 if a proposed one would not install, else 0.
 * @throws {Error} one line, if a plan cannot be made, or nothing is to be rehearsed.
 */
async function rehearse(dir: string, options: RehearseFlags, io: Io): Promise<number> {
  const { arch = ARCHES_BY_DEFAULT, format, output, registry, distro, isolated } = options;
  const root = options.root === undefined ? undefined : await rootDirectory(options.root);
  const request = {
    dir,
    plan: await planOf(dir, options, io),
    arches: arch,
    isolated,
    ...(registry !== undefined && { registry }),
    ...(distro !== undefined && { distro }),
    ...(root !== undefined && { root }),
  };
  const rehearsal = await rehearseImages(request, hostContext(io, options.retryFor)).finally(() => io.progress(''));
  await writeResult(io, output, (terminal) => render(rehearsal, format, terminal));
  io.err(rehearseNotes(rehearsal));
  return exitCode(rehearsal);
}

async function planOf(dir: string, { plan, preset, verbose }: RehearseFlags, io: Io): Promise<Plan> {
  if (plan !== undefined) return parsePlan(await readFile(plan, 'utf8'), plan);
  return toPlan(await analyzeFor(dir, { verbose, ...(preset !== undefined && { preset }) }, io));
}

function render(rehearsal: Rehearsal, format: RehearseFlags['format'], terminal: Terminal): string {
  switch (format) {
    case 'text':
      return rehearseText(rehearsal, terminal);
    case 'json':
      return formatJson(rehearsal);
    case 'markdown':
      return rehearseMarkdown(rehearsal);
  }
}

function exitCode({ images, problems }: Rehearsal): number {
  return exitCodeOf({
    failed: problems.length > 0 || images.some(({ verdict }) => verdict === 'not-known'),
    refused: images.some(({ proposed, verdict }) => proposed && verdict === 'does-not-install'),
  });
}
