import type { Command } from 'commander';
import { formatSnapshot } from '../analysis/snapshot.ts';
import { count } from '../report/count.ts';
import { problemsText } from '../report/plan-text.ts';
import { writeOutput } from '../system/output-file.ts';
import { allOption, type Cli, outputOption, presetOption, verboseOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { analyzeFor, type RunSettings } from './plan.ts';

export function addTags(program: Command, { io, done }: Cli): void {
  program
    .command('tags')
    .description('a snapshot of everything that a plan looks up, for plan --tags')
    .argument('[dir]', 'the repository', '.')
    .addOption(outputOption().makeOptionMandatory())
    .addOption(allOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((dir, options) => done(tags(dir, options, io)));
}

/**
 * `tags [DIR] --output FILE`: a snapshot of everything that a plan of DIR looks up, for `plan --tags FILE`.
 *
 * @returns the exit code: 1 when a lookup failed; then nothing is written.
 */
export async function tags(
  dir: string,
  { output, ...settings }: Omit<RunSettings, 'tags'> & { output: string },
  io: Io,
): Promise<number> {
  const { answer, diagnostics } = await analyzeFor(dir, settings, io);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  io.err(problemsText(errors));
  if (errors.length > 0) return EXIT.failed;
  await writeOutput(output, formatSnapshot(answer.snapshot));
  const { lists, releases } = answer.snapshot;
  io.err(`${output}: ${count(lists.length, 'tag list')}, ${count(releases.length, 'other answer')}\n`);
  return EXIT.ok;
}
