import type { Command } from '@commander-js/extra-typings';
import { formatSnapshot } from '../analysis/snapshot.ts';
import { count } from '../report/count.ts';
import { problemsText } from '../report/plan-text.ts';
import { writeOutput } from '../system/output-file.ts';
import { allOption, type Cli, outputOption, presetOption, verboseOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { analyzeFor, type RunSettings } from './plan.ts';

export function addSnapshot(program: Command, { io, done }: Cli): void {
  program
    .command('snapshot')
    .description('Record every response that a plan depends on, for plan --snapshot')
    .argument('[dir]', 'the repository', '.')
    .addOption(outputOption().makeOptionMandatory())
    .addOption(allOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .action((dir, options) => done(snapshot(dir, options, io)));
}

/**
 * Runs `snapshot [DIR] --output FILE`: records every response that a plan of DIR depends on.
 *
 * @returns the exit code: 1 if a lookup failed; then nothing is written.
 */
async function snapshot(dir: string, { output, ...run }: RunSettings & { output: string }, io: Io): Promise<number> {
  const { answer, diagnostics } = await analyzeFor(dir, run, io);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  io.err(problemsText(errors));
  if (errors.length > 0) return EXIT.failed;
  await writeOutput(output, formatSnapshot(answer.snapshot));
  const { lists, releases } = answer.snapshot;
  io.err(`${output}: ${count(lists.length, 'tag list')}, ${count(releases.length, 'other response')}\n`);
  return EXIT.ok;
}
