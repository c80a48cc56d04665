import { type Command, InvalidArgumentError, Option, type OptionValues } from '@commander-js/extra-typings';
import { outputFile } from '../system/output-file.ts';
import type { Io } from './io.ts';

/** The context in which a command adds itself to the program. */
export interface Cli {
  readonly io: Io;
  /** The version of this package. */
  readonly version: string;
  /** Sets the exit code of the process once the command has ended. */
  done(exitCode: Promise<number>): Promise<void>;
}

/** The parsed options of a command. @template Add the function that adds the command, or options to it. */
export type OptionsOf<Add extends (...args: never[]) => { opts(): unknown }> = ReturnType<ReturnType<Add>['opts']>;

/*
 * Options that several commands share.
 */

export function verboseOption() {
  return new Option('--verbose', "print Renovate's log and stack traces").default(false);
}

export function tracesOption() {
  return new Option('--verbose', 'print stack traces').default(false);
}

export function formatOption<const Formats extends readonly ['text', ...string[]]>(formats: Formats) {
  return new Option('--format <format>', 'output format').choices(formats).default('text' as const);
}

export function outputOption() {
  return new Option('--output <file>', 'write the result to a file').argParser(parsed(outputFile));
}

export function snapshotOption() {
  return new Option('--snapshot <file>', 'read all responses from a snapshot, without network access');
}

export function allOption() {
  const description = 'look up every dependency, not only sysexts and the dependencies in their pull requests';
  return new Option('--all', description).default(false);
}

export function presetOption() {
  const description =
    "read this project's presets, or those of the repository OWNER/NAME, from a directory (repeatable)";
  const option = new Option('--preset <[owner/name=]path>', description);
  return option.argParser((value, before: readonly string[] = []) => [...before, value]);
}

/** Adds the options of a command that runs Renovate on a repository. */
export function addRunOptions<Args extends unknown[], Options extends OptionValues>(command: Command<Args, Options>) {
  return command
    .addOption(allOption())
    .addOption(snapshotOption())
    .addOption(presetOption())
    .addOption(verboseOption());
}

/** Makes a parser for commander: its errors become usage errors of the command line. */
export function parsed<Value>(parse: (text: string, before: Value) => Value) {
  return (text: string, before: Value): Value => {
    try {
      return parse(text, before);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
