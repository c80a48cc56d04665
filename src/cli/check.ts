import { type Command, Option } from '@commander-js/extra-typings';
import { analyze } from '../analysis/analyze.ts';
import { type Diagnostic, SEVERITIES, type Severity } from '../analysis/diagnostic.ts';
import { findLint, LINTS } from '../check/catalogue.ts';
import { checkAnalysis, checkoutNotes, checkRunOptions } from '../check/check.ts';
import type { Findings } from '../check/schema.ts';
import { checkMarkdown } from '../report/check-markdown.ts';
import { checkText } from '../report/check-text.ts';
import { oneLine } from '../report/escape.ts';
import { isIncomplete } from '../report/facts.ts';
import { formatJson } from '../report/json.ts';
import { lintPage } from '../report/lint-page.ts';
import { problemsText } from '../report/plan-text.ts';
import { alertFile, checkSarif } from '../report/sarif.ts';
import type { Terminal } from '../report/terminal.ts';
import { addRunOptions, type Cli, formatOption, type OptionsOf, outputOption, parsed } from './cli.ts';
import { EXIT, exitCodeOf, type Io, writeResult } from './io.ts';
import { runOptions } from './plan.ts';

const FORMATS = ['text', 'json', 'markdown', 'sarif'] as const;

type Rules = ReadonlyMap<string, Severity | 'off'>;

export function addCheck(program: Command, { io, done, version }: Cli): void {
  checkCommand(program).action((dir, options) => done(check(dir, options, version, io)));
}

function checkCommand(program: Command) {
  const rule = new Option('--rule <id=severity>', 'set one lint to off, info, warning or error (repeatable)')
    .default<Rules>(new Map(), 'as listed below')
    .argParser(parsed(collectRule));
  const command = program
    .command('check')
    .description('Find problems in the configuration, the manifests and the registries, and show how to fix them')
    .argument('[dir]', 'the repository', '.')
    .addOption(formatOption(FORMATS))
    .addOption(outputOption())
    .option('--offline', 'query no registry, and skip the lints that need one', false)
    .addOption(rule)
    .option('--explain <id>', 'print the documentation of a lint')
    .addHelpText('after', `\nLints:\n${lintList()}`);
  return addRunOptions(command);
}

/**
 * Runs `check [DIR]`: finds problems in the configuration and the manifests of the repository in DIR.
 *
 * @param version the version of this package.
 * @returns the exit code: 1 if something could not be checked, else 2 on findings of severity error, else 0.
 * @throws {Error} one line, if Renovate could not be run.
 */
async function check(dir: string, options: OptionsOf<typeof checkCommand>, version: string, io: Io): Promise<number> {
  const { format, output, offline, rule, explain } = options;
  if (explain !== undefined) {
    io.out(lintPage(findLint(explain)));
    return EXIT.ok;
  }
  const run = await runOptions(options, io);
  const settings = { ...checkRunOptions({ ...run, offline }), offline, rules: rule };
  const analyzed = analyze(dir, settings).then(async (analysis) => {
    return { notes: checkoutNotes(analysis), found: await checkAnalysis(analysis, settings) };
  });
  const { notes, found } = await analyzed.finally(() => io.progress(''));
  const render = (terminal: Terminal) => {
    switch (format) {
      case 'text':
        return checkText(found, terminal);
      case 'json':
        return formatJson(found);
      case 'markdown':
        return checkMarkdown(found);
      case 'sarif':
        return checkSarif(found, version, alertFile(found));
    }
  };
  await writeResult(io, output, render);
  io.err(checkNotes(found, notes));
  return checkExitCode(found, notes);
}

/** Notes on the checkout, and the reasons why a check is incomplete, as lines for stderr. */
export function checkNotes(found: Findings, notes: readonly Diagnostic[]): string {
  const failed = found.skipped.filter((one) => one.failed);
  const reasons = [
    ...failed.map(({ id, why }) => `${id} could not be checked completely: ${oneLine(why)}`),
    ...incompleteIds(found).map((id) => `the check is incomplete: see ${id}`),
  ];
  return `${problemsText(notes)}${reasons.map((reason) => `error: ${reason}\n`).join('')}`;
}

/** The lints whose errors may hide other findings. */
function incompleteIds({ diagnostics }: Findings): string[] {
  const errors = diagnostics.filter(({ severity, id }) => severity === 'error' && findLint(id).incomplete);
  return [...new Set(errors.map(({ id }) => id))];
}

/** The exit code of a check. @param notes on the checkout. */
export function checkExitCode(found: Findings, notes: readonly Diagnostic[]): number {
  const isFailed = found.skipped.some(({ failed }) => failed);
  return exitCodeOf({
    failed: isFailed || incompleteIds(found).length > 0 || isIncomplete({ diagnostics: notes }),
    refused: found.diagnostics.some(({ severity }) => severity === 'error'),
  });
}

/** Reads `ID=off|info|warning|error`. @throws {Error} one line. */
function collectRule(text: string, before: Rules): Rules {
  const [id = '', setting, ...rest] = text.split('=');
  if (setting === 'warn') throw new Error('the severity "warn" is now "warning": write ID=warning.');
  const severity = [...SEVERITIES, 'off' as const].find((one) => one === setting);
  if (severity === undefined || rest.length > 0) throw new Error('Write ID=off, ID=info, ID=warning or ID=error.');
  return new Map([...before, [findLint(id).id, severity]]);
}

function lintList(): string {
  return LINTS.map(({ id, severity, title }) => `  ${id.padEnd(24)}${severity.padEnd(9)}${title}`).join('\n');
}
