#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { oneLine } from '../report/escape.ts';
import { demo } from './demo.ts';
import { dryRun } from './dry-run.ts';
import { EXIT, type Io, PROCESS_IO } from './io.ts';

interface Options {
  readonly verbose: boolean;
}

function createProgram(io: Io, done: (exitCode: number) => void): Command {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const program = new Command('aks-sysext-renovate')
    .description('See what Renovate will do with the sysexts in a repository, before anything is merged.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  program
    .command('dry-run')
    .description("what Renovate will do, by the repository's own configuration and registries")
    .argument('[dir]', 'the repository', '.')
    .option('--verbose', "show Renovate's log, and stack traces", false)
    .action(async (dir: string, options: Options) => done(await dryRun(dir, options, io)));
  program
    .command('demo')
    .description('the same for the bundled example, without a network')
    .option('--verbose', "show Renovate's log, and stack traces", false)
    .action(async (options: Options) => done(await demo(options, io)));
  return program;
}

/** Runs the command line. @returns the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    const { message, stack } = error as Error;
    io.err(args.includes('--verbose') ? `${stack}\n` : `error: ${oneLine(message)}\n`);
    return EXIT.failed;
  }
}

if (import.meta.main) {
  process.exitCode = await main(process.argv.slice(2), PROCESS_IO);
}
