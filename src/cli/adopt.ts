import path from 'node:path';
import type { Command } from 'commander';
import { adopt as adoptPresets } from '../adopt/adopt.ts';
import type { Adoption } from '../adopt/schema.ts';
import { adoptMarkdown } from '../report/adopt-markdown.ts';
import { adoptText } from '../report/adopt-text.ts';
import { isIncomplete } from '../report/facts.ts';
import { formatJson } from '../report/json.ts';
import { problemsText } from '../report/plan-text.ts';
import type { Terminal } from '../report/terminal.ts';
import { writeOutput } from '../system/output-file.ts';
import { allOption, type Cli, formatOption, outputOption, presetOption, tagsOption, verboseOption } from './cli.ts';
import { exitCodeOf, give, type Io } from './io.ts';
import { type RunSettings, runOptions } from './plan.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

export interface AdoptOptions extends RunSettings {
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly as: string;
  readonly distro?: string;
  readonly write: boolean;
}

export function addAdopt(program: Command, { io, done, version }: Cli): void {
  program
    .command('adopt')
    .description('propose a change of the configuration that adopts the presets, and show what becomes of the plan')
    .argument('[dir]', 'the repository', '.')
    .option(
      '--as <preset>',
      'the default preset, as it is to be extended',
      `github>your-org/aks-sysext-renovate#${version}`,
    )
    .option('--distro <distro>', 'the distro of values that name none, such as v1.34.10')
    .option('--write', 'write the configuration; nothing else is written', false)
    .addOption(formatOption(FORMATS))
    .addOption(outputOption())
    .addOption(allOption())
    .addOption(tagsOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((dir, options) => done(adopt(dir, options, io)));
}

/**
 * `adopt [DIR]`: how the repository in DIR adopts the presets.
 *
 * @returns the exit code: 1 if the plan after it is not complete, else 2 if another dependency would be treated in
 *   another way, or a sysext would lose a setting (then nothing is written), else 0.
 * @throws {Error} one line, if Renovate could not be run, or aborts with the configuration.
 */
export async function adopt(dir: string, options: AdoptOptions, io: Io): Promise<number> {
  const { as, distro, format, output, write } = options;
  const run = await runOptions(options, io);
  const request = { ...run, reference: as, ...(distro === undefined ? {} : { distro }) };
  const { root, adoption, text } = await adoptPresets(dir, request).finally(() => io.progress(''));
  await give(io, output, (terminal) => render(adoption, format, terminal));
  io.err(problemsText(adoption.diagnostics));
  const refused = adoption.others.length + adoption.lost.length > 0;
  if (write && !refused && adoption.diff !== '') await writeOutput(path.join(root, adoption.file), text);
  return exitCodeOf({ failed: isIncomplete(adoption), refused });
}

function render(adoption: Adoption, format: AdoptOptions['format'], terminal: Terminal): string {
  switch (format) {
    case 'text':
      return adoptText(adoption, terminal);
    case 'json':
      return formatJson(adoption);
    case 'markdown':
      return adoptMarkdown(adoption);
  }
}
