import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Plan } from '../src/analysis/schema.ts';
import { Findings } from '../src/check/schema.ts';
import { EXIT, exitCodeOf, type Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import { FAIL_ON, FORMATS, renderPlan } from '../src/cli/plan.ts';
import { checkMarkdown } from '../src/report/check-markdown.ts';
import { checkText } from '../src/report/check-text.ts';
import { code, oneLine } from '../src/report/escape.ts';
import { isOpened } from '../src/report/facts.ts';
import { planMarkdown } from '../src/report/markdown.ts';
import { summary as planSummary } from '../src/report/plan-text.ts';
import { alertFile, checkSarif } from '../src/report/sarif.ts';
import { PLAIN } from '../src/report/terminal.ts';

/*
 * What the GitHub Action runs: `check` and `plan`, as JSON, and everything that is shown made from that.
 * Inputs and the places that a runner reads come through the environment.
 */

/** What a runner sets. */
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

/** What a run comes to: the exit code, and one line for the job's annotations without text from outside. */
interface Outcome {
  readonly exitCode: number;
  readonly annotation?: string;
}

const NOT_RUN = 'It could not be run. The log of this step shows why.\n';

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

/** Runs both commands, and writes what is shown of them. */
async function run(runner: Runner): Promise<Outcome> {
  const summarize = (...parts: string[]) => appendFileSync(runner.GITHUB_STEP_SUMMARY, parts.join('\n'));
  try {
    return await runCommands(readInputs(), runner, summarize);
  } catch (error) {
    const why = oneLine((error as Error).message);
    process.stdout.write(`error: ${why}\n`);
    summarize('## Sysexts\n', `It could not be run: ${code(why)}\n`);
    return { exitCode: EXIT.failed, annotation: 'It could not be run: see the log of this step' };
  }
}

async function runCommands(inputs: Inputs, runner: Runner, summarize: (...parts: string[]) => void): Promise<Outcome> {
  const { directory: dir, format, 'fail-on': failOn, snapshot: file } = inputs;
  const folder = mkdtempSync(path.join(runner.RUNNER_TEMP, 'aks-sysext-renovate-'));
  const inFolder = (name: string) => path.join(folder, name);
  const snapshot = file === '' ? [] : ['--snapshot', file];

  const checked = await jsonOf(['check', ...snapshot], dir, inFolder('check.json'));
  const findings = checked.json === undefined ? undefined : Findings.parse(checked.json);
  if (findings !== undefined) process.stdout.write(checkText(findings, PLAIN));
  const planned = await jsonOf(
    ['plan', ...snapshot, ...(failOn.length === 0 ? [] : ['--fail-on', failOn.join(',')])],
    dir,
    inFolder('plan.json'),
  );
  const plan = planned.json === undefined ? undefined : Plan.parse(planned.json);
  if (plan !== undefined) process.stdout.write(`${oneLine(planSummary(plan))}\n`);

  const outputs = new Map<string, string | number>();
  if (findings !== undefined) {
    writeFileSync(inFolder('check.sarif'), sarif(findings));
    outputs.set('findings', findings.findings.length).set('sarif', inFolder('check.sarif'));
  }
  if (plan !== undefined) {
    const report = inFolder(`plan.${format}`);
    writeFileSync(report, renderPlan(plan, format, PLAIN));
    outputs
      .set('pull-requests', plan.pullRequests.filter(isOpened).length)
      .set('plan', inFolder('plan.json'))
      .set('report', report);
  }
  appendFileSync(runner.GITHUB_OUTPUT, [...outputs].map(([name, value]) => `${name}=${value}\n`).join(''));
  summarize(
    '## Sysexts: findings\n',
    findings === undefined ? NOT_RUN : checkMarkdown(findings),
    '## Sysexts: what Renovate will open\n',
    plan === undefined ? NOT_RUN : planMarkdown(plan),
  );
  const exitCodes = [checked.exitCode, planned.exitCode];
  const exitCode = exitCodeOf({ failed: exitCodes.includes(EXIT.failed), refused: exitCodes.includes(EXIT.refused) });
  const errors = findings?.findings.filter(({ severity }) => severity === 'error').map(({ id }) => id) ?? [];
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

/** Runs a command with its result as JSON in `file`. @returns no JSON if it could not be run. */
async function jsonOf(
  args: readonly string[],
  dir: string,
  file: string,
): Promise<{ exitCode: number; json: unknown }> {
  process.stdout.write(`${args[0]}:\n`);
  const exitCode = await main([...args, '--format', 'json', '--output', file, '--', dir], log);
  process.stdout.write(`exit code ${exitCode}\n`);
  return { exitCode, json: existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined };
}

const log: Io = {
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
