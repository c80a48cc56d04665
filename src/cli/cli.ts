import { InvalidArgumentError, Option } from 'commander';
import { outputFile } from '../system/output-file.ts';
import type { Io } from './io.ts';

/** What a command needs to add itself to the program. */
export interface Cli {
  readonly io: Io;
  /** That of this package. */
  readonly version: string;
  /** Takes the exit code that a command comes to. */
  done(exitCode: Promise<number>): Promise<void>;
}

/*
 * The options that several commands have.
 */

export function verboseOption(): Option {
  return new Option('--verbose', "show Renovate's log, and stack traces").default(false);
}

export function tracesOption(): Option {
  return new Option('--verbose', 'show stack traces').default(false);
}

export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <format>', 'the format of the result').choices(formats).default('text');
}

export function outputOption(): Option {
  return new Option('--output <file>', 'write the result to a file').argParser(parsed(outputFile));
}

export function tagsOption(): Option {
  return new Option('--tags <file>', 'a snapshot of tags; nothing else is asked, no network needed');
}

export function allOption(): Option {
  const what = 'look up every dependency, not only sysexts and what comes in their pull requests';
  return new Option('--all', what).default(false);
}

export function presetOption(): Option {
  const option = new Option(
    '--preset <[owner/name=]path>',
    'read the presets of this project, or of the repository OWNER/NAME, from a directory; can be repeated',
  );
  return option.argParser((value, before: readonly string[] = []) => [...before, value]);
}

/** A parser of an option's text whose errors become the command line's. */
export function parsed<Value>(parse: (text: string, before: Value) => Value): (text: string, before: Value) => Value {
  return (text, before) => {
    try {
      return parse(text, before);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
  };
}
