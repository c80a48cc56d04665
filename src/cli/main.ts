import { readFileSync } from 'node:fs';
import { Command, CommanderError, Help, type Option } from 'commander';
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
import { addResolve } from './resolve.ts';
import { addTags } from './tags.ts';
import { addUsrLocal } from './usr-local.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

const EXIT_CODES = '\nExit codes: 0 fine; 1 could not run, or not completely; 2 refused, or findings.';

/** The commands, in the order of the help. */
const COMMANDS: readonly ((program: Command, cli: Cli) => void)[] = [
  addPlan,
  addCheck,
  addAdopt,
  addExplain,
  addTags,
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
  const done = async (result: Promise<number>) => {
    exitCode = await result;
  };
  const program = createProgram({ io, version, done });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    io.err(errorText(error, { verbose: args.includes('--verbose') }));
    return error instanceof RefusedError ? EXIT.refused : EXIT.failed;
  }
}

/** The description of an option, with its default where that is something to read. */
function optionDescription(this: Help, option: Option): string {
  const { defaultValue } = option;
  const isPlain = defaultValue === false || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const shown = isPlain ? Object.assign(Object.create(option), { defaultValue: undefined }) : option;
  return Help.prototype.optionDescription.call(this, shown);
}

function createProgram(cli: Cli): Command {
  const { io, version } = cli;
  const program = new Command('aks-sysext-renovate')
    .description(
      'Show what Renovate will do with the sysexts in a repository, and what a node will, before it is merged.',
    )
    .version(version)
    .configureHelp({ optionDescription })
    .addHelpText('afterAll', EXIT_CODES)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  for (const add of COMMANDS) add(program, cli);
  return program;
}
