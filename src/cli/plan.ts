import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { type Analysis, type AnalyzeOptions, analyze, toPlan } from '../analysis/analyze.ts';
import type { Plan } from '../analysis/schema.ts';
import { parseSnapshot } from '../analysis/snapshot.ts';
import { planDiff } from '../report/diff.ts';
import { oneLine } from '../report/escape.ts';
import { isIncomplete, isNewer } from '../report/facts.ts';
import { planHtml } from '../report/html.ts';
import { formatJson } from '../report/json.ts';
import { planMarkdown } from '../report/markdown.ts';
import { planText, problemsText } from '../report/plan-text.ts';
import type { Terminal } from '../report/terminal.ts';
import { addRunOptions, type Cli, formatOption, type OptionsOf, outputOption, parsed } from './cli.ts';
import { exitCodeOf, type Io, writeResult } from './io.ts';

/** The formats of a plan. */
export const FORMATS = ['text', 'json', 'markdown', 'html', 'diff'] as const;
export type Format = (typeof FORMATS)[number];

/** The conditions of `--fail-on`. */
export const FAIL_ON = ['updates', 'skipped', 'warnings'] as const;
type FailOn = (typeof FAIL_ON)[number];

/** Options of a run of Renovate. */
export interface RunSettings {
  readonly snapshot?: string;
  readonly preset?: readonly string[];
  readonly all?: boolean;
  readonly committed?: boolean;
  readonly verbose: boolean;
}

/** Options of a command that prints a plan. */
export type PlanOptions = OptionsOf<typeof addPlanOptions> & RunSettings;

export function addPlan(program: Command, { io, done }: Cli): void {
  const command = addPlanOptions(program.command('plan'))
    .description('Preview the pull requests that Renovate will open, with diffs, skipped versions and problems')
    .argument('[dir]', 'the repository', '.')
    .option('--committed', 'plan the last commit, as a bot does, instead of the working tree', false);
  addRunOptions(command).action((dir, options) => done(plan(dir, options, io)));
}

/** Adds the options of every command that prints a plan. */
export function addPlanOptions(command: Command) {
  const conditions = FAIL_ON.join(', ');
  return command
    .addOption(formatOption(FORMATS))
    .addOption(outputOption())
    .option('--fail-on <conditions>', `exit 2 on any of ${conditions}, separated by commas`, parsed(parseFailOn), []);
}

function parseFailOn(text: string): FailOn[] {
  return text.split(',').map((name) => {
    const known = FAIL_ON.find((one) => one === name.trim());
    if (name.trim() === 'held-back') throw new Error('"held-back" is now "skipped".');
    if (known === undefined) throw new Error(`Expected one or more of ${FAIL_ON.join(', ')}, separated by commas.`);
    return known;
  });
}

/**
 * Runs `plan [DIR]`: previews the pull requests for the repository in DIR, by its own configuration and registries.
 *
 * @returns the exit code: 1 if the plan is incomplete, else 2 if a condition of `failOn` is met, else 0.
 * @throws {Error} one line, if Renovate could not be run.
 */
export async function plan(dir: string, options: PlanOptions, io: Io): Promise<number> {
  const planned = toPlan(await analyzeFor(dir, options, io));
  await writeResult(io, options.output, (terminal) => renderPlan(planned, options.format, terminal));
  io.err(problemsText(planned.diagnostics));
  return planExitCode(planned, options.failOn);
}

/** Analyzes a repository with the options of the command line. */
export async function analyzeFor(
  dir: string,
  { inspect = false, ...options }: RunSettings & { readonly inspect?: boolean },
  io: Io,
): Promise<Analysis> {
  return analyze(dir, { ...(await runOptions(options, io)), inspect }).finally(() => io.progress(''));
}

/** Converts command-line options to those of a run. The caller clears the progress at its end. */
export async function runOptions(
  { snapshot, preset = [], all = false, committed = false, verbose }: RunSettings,
  io: Io,
): Promise<AnalyzeOptions> {
  const { presetRoot, presetRoots } = readPresetOption(preset);
  return {
    presetSource: presetRoot ?? 'this package',
    ...(presetRoot === undefined ? {} : { presetRoot }),
    presetRoots,
    all,
    committed,
    onProgress: (text) => io.progress(oneLine(text)),
    ...(verbose ? { onOutput: (line) => io.err(`${oneLine(line)}\n`) } : {}),
    ...(snapshot === undefined ? {} : { snapshot: parseSnapshot(await readFile(snapshot, 'utf8'), snapshot) }),
  };
}

/** Reads `--preset`: `PATH` replaces this project's presets, `OWNER/NAME=PATH` those of another repository. */
function readPresetOption(values: readonly string[]) {
  const named = values.map((value) => {
    const [, repository, directory = value] = /^([^=./][^=]*\/[^=]+)=(.+)$/s.exec(value) ?? [];
    return { repository, directory: path.resolve(directory) };
  });
  const presetRoot = named.findLast(({ repository }) => repository === undefined)?.directory;
  const others = named.flatMap(({ repository, directory }) =>
    repository === undefined ? [] : [[repository, directory]],
  );
  return { presetRoot, presetRoots: Object.fromEntries(others) };
}

/** Renders a plan in a format. */
export function renderPlan(planned: Plan, format: Format, terminal: Terminal): string {
  switch (format) {
    case 'text':
      return planText(planned, terminal);
    case 'json':
      return formatJson(planned);
    case 'markdown':
      return planMarkdown(planned);
    case 'html':
      return planHtml(planned);
    case 'diff':
      return planDiff(planned);
  }
}

/** The exit code of a plan. */
export function planExitCode({ diagnostics, pullRequests, skipped }: Plan, failOn: readonly FailOn[]): number {
  const met = {
    updates: pullRequests.length > 0,
    skipped: skipped.some(isNewer),
    warnings: diagnostics.some(({ severity }) => severity === 'warning'),
  };
  return exitCodeOf({ failed: isIncomplete({ diagnostics }), refused: failOn.some((name) => met[name]) });
}
