import { randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Findings } from '../src/check/schema.ts';
import { EXIT, type Io } from '../src/cli/io.ts';
import { main } from '../src/cli/main.ts';
import { FORMATS, renderPlan } from '../src/cli/plan.ts';
import { Plan } from '../src/plan/schema.ts';
import { checkMarkdown } from '../src/report/check-markdown.ts';
import { isOpened } from '../src/report/facts.ts';
import { planMarkdown } from '../src/report/markdown.ts';
import { alertFile, checkSarif } from '../src/report/sarif.ts';
import { PLAIN } from '../src/report/terminal.ts';

/*
 * What the GitHub Action runs: `check` and `plan`, as JSON, and everything that is shown made from that.
 * Inputs and the places that a runner reads come through the environment.
 */

const Environment = z.object({
  INPUT_DIRECTORY: z.string().min(1),
  INPUT_FORMAT: z.enum(FORMATS),
  INPUT_FAIL_ON: z.string(),
  INPUT_TAGS: z.string(),
  GITHUB_OUTPUT: z.string(),
  GITHUB_STEP_SUMMARY: z.string(),
  RUNNER_TEMP: z.string(),
});
type Environment = z.infer<typeof Environment>;

const NOT_RUN = 'It could not be run. The log of this step says why.\n';

function readEnvironment(): Environment {
  const { data, error } = Environment.safeParse(process.env);
  if (data === undefined) throw new Error(z.prettifyError(error));
  return data;
}

/** Runs both commands, and writes what is shown of them. @returns the exit code. */
async function run(environment: Environment): Promise<number> {
  const { INPUT_DIRECTORY: dir, INPUT_FORMAT: format, INPUT_FAIL_ON: failOn, INPUT_TAGS: tags } = environment;
  const folder = mkdtempSync(path.join(environment.RUNNER_TEMP, 'aks-sysext-renovate-'));
  const inFolder = (name: string) => path.join(folder, name);
  const snapshot = tags === '' ? [] : ['--tags', tags];

  const checked = await jsonOf(['check', ...snapshot], dir, inFolder('check.json'));
  const planned = await jsonOf(
    ['plan', ...snapshot, ...(failOn === '' ? [] : ['--fail-on', failOn])],
    dir,
    inFolder('plan.json'),
  );
  const findings = checked.json === undefined ? undefined : Findings.parse(checked.json);
  const plan = planned.json === undefined ? undefined : Plan.parse(planned.json);

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
  appendFileSync(environment.GITHUB_OUTPUT, [...outputs].map(([name, value]) => `${name}=${value}\n`).join(''));
  appendFileSync(
    environment.GITHUB_STEP_SUMMARY,
    [
      '## Sysexts: what is wrong\n',
      findings === undefined ? NOT_RUN : checkMarkdown(findings),
      '## Sysexts: what Renovate will open\n',
      plan === undefined ? NOT_RUN : planMarkdown(plan),
    ].join('\n'),
  );
  const exitCodes = [checked.exitCode, planned.exitCode];
  // What could not be looked at may hide more than what was found.
  return exitCodes.find((code) => code === EXIT.failed) ?? exitCodes.find((code) => code !== EXIT.ok) ?? EXIT.ok;
}

/** Runs a command with its answer as JSON in `file`. @returns no JSON where it could not be run. */
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
async function withoutCommands(work: () => Promise<number>): Promise<number> {
  const token = randomUUID();
  process.stdout.write(`::stop-commands::${token}\n`);
  try {
    return await work();
  } catch (error) {
    process.stdout.write(`error: ${(error as Error).message}\n`);
    return EXIT.failed;
  } finally {
    process.stdout.write(`\n::${token}::\n`);
  }
}

const exitCode = await withoutCommands(() => run(readEnvironment()));
if (exitCode === EXIT.refused) process.stdout.write('::error::Findings, or what fail-on names: see the summary\n');
if (exitCode === EXIT.failed)
  process.stdout.write('::error::Not everything could be looked at: see the summary and the log\n');
process.exitCode = exitCode;
