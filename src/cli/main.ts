import { readFileSync } from 'node:fs';
import { Command, CommanderError, Help, type Option } from '@commander-js/extra-typings';
import { RefusedError } from '../host/errors.ts';
import { errorText } from '../report/error-text.ts';
import { addAdopt } from './adopt.ts';
import { addCheck } from './check.ts';
import type { Cli } from './cli.ts';
import { addDemo } from './demo.ts';
import { addExplain } from './explain.ts';
import { EXIT, type Io } from './io.ts';
import { addMerge } from './merge.ts';
import { addPlan } from './plan.ts';
import { addPull } from './pull.ts';
import { addRehearse } from './rehearse.ts';
import { addRenamed } from './renamed.ts';
import { addResolve } from './resolve.ts';
import { addSnapshot } from './snapshot.ts';
import { addUsrLocal } from './usr-local.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const EXAMPLES = `
Examples:
  aks-sysext-renovate plan                                  preview the pull requests of this repository
  aks-sysext-renovate check --offline                       find problems without querying registries
  aks-sysext-renovate explain PACKAGE VALUE                 find out why a version is not proposed`;

const HELP_FOOTER = `
Exit codes: 0 success; 1 failed or incomplete; 2 problems found or refused.`;

/** The commands, in the order of the help. */
const COMMANDS: readonly ((program: Command, cli: Cli) => void)[] = [
  addPlan,
  addCheck,
  addAdopt,
  addExplain,
  addSnapshot,
  addDemo,
  addPull,
  addResolve,
  addMerge,
  addRehearse,
  addUsrLocal,
];

/** Runs the command line. @returns the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  let verbose = false;
  const done = async (result: Promise<number>) => {
    exitCode = await result;
  };
  const program = createProgram({ io, version, done });
  program.hook('preAction', (_, command) => {
    verbose = command.getOptionValue('verbose') === true;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    io.err(errorText(error, { verbose }));
    return error instanceof RefusedError ? EXIT.refused : EXIT.failed;
  }
}

/** The description of an option. A default of `false` or an empty list is not shown. */
function optionDescription(this: Help, option: Option): string {
  const { defaultValue } = option;
  const isPlain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const shown = isPlain ? Object.assign(Object.create(option), { defaultValue: undefined }) : option;
  return Help.prototype.optionDescription.call(this, shown);
}

function createProgram(cli: Cli): Command {
  const { io, version } = cli;
  const program = new Command('aks-sysext-renovate')
    .description('Preview and check what Renovate does with the systemd system extensions (sysexts) of a repository.')
    .version(version)
    .configureHelp({ optionDescription })
    .addHelpText('after', EXAMPLES)
    .addHelpText('afterAll', HELP_FOOTER)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const add of COMMANDS) add(program, cli);
  addRenamed(program);
  return program;
}
