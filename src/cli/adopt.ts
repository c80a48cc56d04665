import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { adopt as adoptPresets } from '../adopt/adopt.ts';
import type { Adoption } from '../adopt/schema.ts';
import { adoptMarkdown } from '../report/adopt-markdown.ts';
import { adoptText } from '../report/adopt-text.ts';
import { isIncomplete } from '../report/facts.ts';
import { formatJson } from '../report/json.ts';
import { problemsText } from '../report/plan-text.ts';
import type { Terminal } from '../report/terminal.ts';
import { writeOutput } from '../system/output-file.ts';
import { addRunOptions, type Cli, formatOption, type OptionsOf, outputOption } from './cli.ts';
import { exitCodeOf, type Io, writeResult } from './io.ts';
import { runOptions } from './plan.ts';

const FORMATS = ['text', 'json', 'markdown'] as const;

export function addAdopt(program: Command, { io, done, version }: Cli): void {
  adoptCommand(program, version).action((dir, options) => done(adopt(dir, options, io)));
}

function adoptCommand(program: Command, version: string) {
  const command = program
    .command('adopt')
    .description('Propose the configuration change that adopts the presets, and compare the plans before and after')
    .argument('[dir]', 'the repository', '.')
    .option('--as <preset>', 'the default preset for "extends"', `github>your-org/aks-sysext-renovate#${version}`)
    .option('--distro <distro>', 'the distro of values without one, such as v1.34.10')
    .option('--write', 'write the changed configuration file', false)
    .addOption(formatOption(FORMATS))
    .addOption(outputOption());
  return addRunOptions(command);
}

/**
 * Runs `adopt [DIR]`: proposes how the repository in DIR adopts the presets.
 *
 * @returns the exit code: 1 if the plan after the change is incomplete, else 2 if another dependency would be treated
 *   differently or a sysext would lose a setting (then nothing is written), else 0.
 * @throws {Error} one line, if Renovate could not be run, or aborts because of the configuration.
 */
async function adopt(dir: string, options: OptionsOf<typeof adoptCommand>, io: Io): Promise<number> {
  const { as, distro, format, output, write } = options;
  const run = await runOptions(options, io);
  const request = { ...run, reference: as, ...(distro === undefined ? {} : { distro }) };
  const { root, adoption, text } = await adoptPresets(dir, request).finally(() => io.progress(''));
  await writeResult(io, output, (terminal) => render(adoption, format, terminal));
  io.err(problemsText(adoption.diagnostics));
  const refused = adoption.others.length + adoption.lost.length > 0;
  if (write && !refused && adoption.diff !== '') await writeOutput(path.join(root, adoption.file), text);
  return exitCodeOf({ failed: isIncomplete(adoption), refused });
}

function render(adoption: Adoption, format: (typeof FORMATS)[number], terminal: Terminal): string {
  switch (format) {
    case 'text':
      return adoptText(adoption, terminal);
    case 'json':
      return formatJson(adoption);
    case 'markdown':
      return adoptMarkdown(adoption);
  }
}
