import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { analyze, toPlan } from '../src/analysis/analyze.ts';
import { checkAnalysis, checkoutNotes, checkRunOptions } from '../src/check/check.ts';
import type { Findings } from '../src/check/schema.ts';
import { checkExitCode, checkNotes } from '../src/cli/check.ts';
import { EXIT, exitCodeOf, type Io } from '../src/cli/io.ts';
import { FAIL_ON, FORMATS, planExitCode, renderPlan, runOptions } from '../src/cli/plan.ts';
import { checkMarkdown } from '../src/report/check-markdown.ts';
import { checkText } from '../src/report/check-text.ts';
import { code, oneLine } from '../src/report/escape.ts';
import { isOpened } from '../src/report/facts.ts';
import { planMarkdown } from '../src/report/markdown.ts';
import { summary as planSummary, problemsText } from '../src/report/plan-text.ts';
import { alertFile, checkSarif } from '../src/report/sarif.ts';
import { PLAIN } from '../src/report/terminal.ts';

/*
 * The GitHub Action: one run of Renovate, of which the findings and the plan are views.
 * Inputs, and the files that a runner reads, come through the environment.
 */

/** The variables that a runner sets. */
const Runner = z.object({ GITHUB_OUTPUT: z.string(), GITHUB_STEP_SUMMARY: z.string(), RUNNER_TEMP: z.string() });
type Runner = z.infer<typeof Runner>;

const FailOn = z.string().transform((text) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
);

/** The inputs, by their names in action.yml. */
const Inputs = z.object({
  directory: z.string().min(1, 'name a directory'),
  format: z.enum(FORMATS),
  'fail-on': FailOn.pipe(z.array(z.enum(FAIL_ON))),
  snapshot: z.string(),
});
type Inputs = z.infer<typeof Inputs>;

/** The exit code of a run, and one line for the job's annotations without untrusted text. */
interface Outcome {
  readonly exitCode: number;
  readonly annotation?: string;
}

/** Reads the inputs from the environment. @throws {Error} that names each input which is wrong, with its value. */
function readInputs(): Inputs {
  const names = Object.keys(Inputs.shape);
  const variable = (name: string) => `INPUT_${name.toUpperCase().replaceAll('-', '_')}`;
  const given = Object.fromEntries(names.map((name) => [name, process.env[variable(name)] ?? '']));
  const { data, error } = Inputs.safeParse(given);
  if (data !== undefined) return data;
  const wrong = error.issues.map(({ path: [name = ''], message }) => {
    return `input ${String(name)}: ${JSON.stringify(given[String(name)])}: ${message}`;
  });
  throw new Error(wrong.join('; '));
}

/** Analyzes the repository, and writes the findings and the plan. */
async function run(runner: Runner): Promise<Outcome> {
  const summarize = (...parts: string[]) => appendFileSync(runner.GITHUB_STEP_SUMMARY, parts.join('\n'));
  try {
    return await analyzeAndReport(readInputs(), runner, summarize);
  } catch (error) {
    const why = oneLine((error as Error).message);
    process.stdout.write(`error: ${why}\n`);
    summarize('## Sysexts\n', `It could not be run: ${code(why)}\n`);
    return { exitCode: EXIT.failed, annotation: 'It could not be run: see the log of this step' };
  }
}

async function analyzeAndReport(
  inputs: Inputs,
  runner: Runner,
  summarize: (...parts: string[]) => void,
): Promise<Outcome> {
  const { directory: dir, format, 'fail-on': failOn, snapshot } = inputs;
  const folder = mkdtempSync(path.join(runner.RUNNER_TEMP, 'aks-sysext-renovate-'));
  const inFolder = (name: string) => path.join(folder, name);
  const run = await runOptions({ verbose: false, ...(snapshot === '' ? {} : { snapshot }) }, LOG);
  const settings = { ...checkRunOptions({ ...run, offline: false }), offline: false, rules: new Map() };

  const analysis = await analyze(dir, settings);
  const notes = checkoutNotes(analysis);
  const findings = await checkAnalysis(analysis, settings);
  process.stdout.write(`check:\n${checkText(findings, PLAIN)}${checkNotes(findings, notes)}`);
  const plan = toPlan(analysis);
  process.stdout.write(`plan:\n${oneLine(planSummary(plan))}\n${problemsText(plan.diagnostics)}`);

  const report = inFolder(`plan.${format}`);
  writeFileSync(inFolder('plan.json'), renderPlan(plan, 'json', PLAIN));
  if (format !== 'json') writeFileSync(report, renderPlan(plan, format, PLAIN));
  writeFileSync(inFolder('check.sarif'), sarif(findings));
  const outputs = {
    findings: findings.diagnostics.length,
    sarif: inFolder('check.sarif'),
    'pull-requests': plan.pullRequests.filter(isOpened).length,
    plan: inFolder('plan.json'),
    report,
  };
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(runner.GITHUB_OUTPUT, lines.join(''));
  summarize(
    '## Sysexts: findings\n',
    checkMarkdown(findings),
    '## Sysexts: what Renovate will open\n',
    planMarkdown(plan),
  );
  const exitCodes = [checkExitCode(findings, notes), planExitCode(plan, failOn)];
  const exitCode = exitCodeOf({ failed: exitCodes.includes(EXIT.failed), refused: exitCodes.includes(EXIT.refused) });
  const errors = findings.diagnostics.filter(({ severity }) => severity === 'error').map(({ id }) => id);
  return { exitCode, ...annotationOf(exitCode, errors, failOn) };
}

/** Why a job fails. Ids of lints and names of options are our own text. */
function annotationOf(
  exitCode: number,
  errors: readonly string[],
  failOn: Inputs['fail-on'],
): Pick<Outcome, 'annotation'> {
  if (exitCode === EXIT.ok) return {};
  const found = errors.length === 0 ? [] : [`Findings of severity error: ${[...new Set(errors)].join(', ')}`];
  const parts =
    exitCode === EXIT.failed
      ? ['Not everything could be checked', ...found]
      : found.length > 0
        ? found
        : [`fail-on is met: ${failOn.join(', ')}`];
  return { annotation: `${parts.join('; ')}: see the summary and the log` };
}

const LOG: Io = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stdout.write(text),
  terminal: PLAIN,
  progress: () => {},
};

function sarif(found: Findings): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return checkSarif(found, version, alertFile(found));
}

/** Runs `work` while the runner takes no commands from what is printed: text from registries is in it. */
async function withoutCommands(work: () => Promise<Outcome>): Promise<Outcome> {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } finally {
    process.stdout.write(`\n::${token}::\n`);
  }
}

const { exitCode, annotation } = await withoutCommands(() => run(Runner.parse(process.env)));
if (annotation !== undefined) process.stdout.write(`::error::${annotation}\n`);
process.exitCode = exitCode;
