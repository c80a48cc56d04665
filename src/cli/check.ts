import { type Command, Option } from 'commander';
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
import { EXIT, exitCodeOf, give, type Io } from './io.ts';
import { type RunSettings, runOptions } from './plan.ts';

/** The formats of findings. */
const CHECK_FORMATS = ['text', 'json', 'markdown', 'sarif'] as const;

export interface CheckOptions extends RunSettings {
  readonly format: (typeof CHECK_FORMATS)[number];
  readonly output?: string;
  readonly offline: boolean;
  readonly rule: ReadonlyMap<string, Severity | 'off'>;
  readonly explain?: string;
  /** That of this package. */
  readonly version: string;
}

export function addCheck(program: Command, { io, done, version }: Cli): void {
  const rule = new Option('--rule <id=severity>', 'off, info, warning or error for one lint; can be repeated')
    .default(new Map(), 'as it is listed below')
    .argParser(parsed(collectRule));
  program
    .command('check')
    .description('what is wrong in the configuration and the manifests, where, what it leads to, and how to fix it')
    .argument('[dir]', 'the repository', '.')
    .addOption(formatOption(CHECK_FORMATS))
    .addOption(outputOption())
    .option('--offline', 'ask no registry; lints that need one are skipped', false)
    .addOption(rule)
    .option('--explain <id>', "print a lint's page")
    .addOption(allOption())
    .addOption(tagsOption())
    .addOption(presetOption())
    .addOption(verboseOption())
    .addHelpText('after', `\nLints:\n${lintList()}`)
    .action((dir, options) => done(check(dir, { ...options, version }, io)));
}

/**
 * `check [DIR]`: what is wrong in the configuration and the manifests of the repository in DIR.
 *
 * @returns the exit code: 1 if something could not be checked, else 2 on findings of severity error, else 0.
 * @throws {Error} one line, when Renovate could not be run.
 */
export async function check(dir: string, options: CheckOptions, io: Io): Promise<number> {
  const { format, output, offline, rule, explain, version } = options;
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
  await give(io, output, render);
  io.err(checkNotes(found, notes));
  return checkExitCode(found, notes);
}

/** Notes on the checkout, and the lints that failed, as lines for stderr. */
export function checkNotes({ skipped }: Findings, notes: readonly Diagnostic[]): string {
  const failed = skipped.filter((one) => one.failed);
  const lines = failed.map(({ id, why }) => `error: ${id} could not be checked completely: ${oneLine(why)}\n`);
  return `${problemsText(notes)}${lines.join('')}`;
}

/** The exit code of a check. @param notes on the checkout. */
export function checkExitCode({ diagnostics, skipped }: Findings, notes: readonly Diagnostic[]): number {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return exitCodeOf({
    failed:
      skipped.some(({ failed }) => failed) ||
      errors.some(({ id }) => findLint(id).incomplete) ||
      isIncomplete({ diagnostics: notes }),
    refused: errors.length > 0,
  });
}

/** Reads `ID=off|info|warning|error`. @throws {Error} one line. */
function collectRule(text: string, before: CheckOptions['rule']): CheckOptions['rule'] {
  const [id = '', setting = '', ...rest] = text.split('=');
  if (setting === 'warn') throw new Error('the severity "warn" is now "warning": write ID=warning.');
  const severity = [...SEVERITIES, 'off' as const].find((one) => one === setting);
  if (severity === undefined || rest.length > 0) throw new Error('write ID=off, ID=info, ID=warning or ID=error.');
  return new Map([...before, [findLint(id).id, severity]]);
}

function lintList(): string {
  return LINTS.map(({ id, severity, title }) => `  ${id.padEnd(24)}${severity.padEnd(9)}${title}`).join('\n');
}
