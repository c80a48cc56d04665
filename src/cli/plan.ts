import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
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
import {
  allOption,
  type Cli,
  formatOption,
  outputOption,
  parsed,
  presetOption,
  tagsOption,
  verboseOption,
} from './cli.ts';
import { exitCodeOf, give, type Io } from './io.ts';

/** The formats of a plan. */
export const FORMATS = ['text', 'json', 'markdown', 'html', 'diff'] as const;
export type Format = (typeof FORMATS)[number];

/** What `--fail-on` can name. */
export const FAIL_ON = ['updates', 'skipped', 'warnings'] as const;
export type FailOn = (typeof FAIL_ON)[number];

export interface PlanOptions {
  readonly format: Format;
  readonly output?: string;
  readonly tags?: string;
  readonly failOn: readonly FailOn[];
  readonly preset?: readonly string[];
  readonly all?: boolean;
  readonly committed?: boolean;
  readonly verbose: boolean;
}

export function addPlan(program: Command, { io, done }: Cli): void {
  addPlanOptions(program.command('plan'))
    .description('the pull requests that Renovate will open, with diffs; what it holds back and why; what is wrong')
    .argument('[dir]', 'the repository', '.')
    .addOption(allOption())
    .option('--committed', 'plan the last commit, as the bot sees it, and not the working tree', false)
    .addOption(tagsOption())
    .addOption(presetOption())
    .action((dir, options) => done(plan(dir, options, io)));
}

/** Adds what every command has that ends in a plan. */
export function addPlanOptions(command: Command): Command {
  return command
    .addOption(formatOption(FORMATS))
    .addOption(outputOption())
    .option('--fail-on <what>', `exit 2 on any of ${FAIL_ON.join(', ')}; a list with commas`, parsed(parseFailOn), [])
    .addOption(verboseOption());
}

function parseFailOn(text: string): FailOn[] {
  return text.split(',').map((name) => {
    const known = FAIL_ON.find((one) => one === name.trim());
    if (name.trim() === 'held-back') throw new Error('"held-back" is now "skipped".');
    if (known === undefined) throw new Error(`it is one or more of ${FAIL_ON.join(', ')}.`);
    return known;
  });
}

/**
 * `plan [DIR]`: what Renovate will open for the repository in DIR, by its own configuration and registries.
 *
 * @returns the exit code: 1 if the plan is not complete, else 2 if `failOn` is met, else 0.
 * @throws {Error} one line, when Renovate could not be run.
 */
export async function plan(dir: string, options: PlanOptions, io: Io): Promise<number> {
  const planned = toPlan(await analyzeFor(dir, options, io));
  await give(io, options.output, (terminal) => renderPlan(planned, options.format, terminal));
  io.err(problemsText(planned.diagnostics));
  return planExitCode(planned, options.failOn);
}

/** Analyzes a repository with the presets, tags and output that the options name. */
export async function analyzeFor(
  dir: string,
  { inspect = false, ...options }: RunSettings & { readonly inspect?: boolean },
  io: Io,
): Promise<Analysis> {
  return analyze(dir, { ...(await runOptions(options, io)), inspect }).finally(() => io.progress(''));
}

/** What the options say of a run of Renovate. */
export type RunSettings = Pick<PlanOptions, 'tags' | 'preset' | 'all' | 'committed' | 'verbose'>;

/** The same for the run. Who starts it clears the progress at its end. */
export async function runOptions(
  { tags, preset = [], all = false, committed, verbose }: RunSettings,
  io: Io,
): Promise<AnalyzeOptions> {
  const { presetRoot, presetRoots } = readPresetOption(preset);
  return {
    presetSource: presetRoot ?? 'this package',
    ...(presetRoot === undefined ? {} : { presetRoot }),
    presetRoots,
    all,
    committed: committed === true,
    onProgress: (text) => io.progress(oneLine(text)),
    ...(verbose ? { onOutput: (line) => io.err(`${oneLine(line)}\n`) } : {}),
    ...(tags === undefined ? {} : { snapshot: parseSnapshot(await readFile(tags, 'utf8'), tags) }),
  };
}

/** What stands in for which repository of presets: `PATH` for this project's, `OWNER/NAME=PATH` for others. */
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

/** A plan in one of its formats. */
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
