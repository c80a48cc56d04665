import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { satisfies } from 'semver';
import { oneLine } from '../report/escape.ts';
import { demo } from './demo.ts';
import { explain } from './explain.ts';
import { EXIT, type Io } from './io.ts';
import { FAIL_ON, type FailOn, FORMATS, plan } from './plan.ts';
import { tags } from './tags.ts';

const { version, engines } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** Runs the command line. @returns the exit code. */
export async function main(args: readonly string[], io: Io): Promise<number> {
  if (!satisfies(process.versions.node, engines.node)) {
    io.err(`error: Node.js ${process.versions.node} is too old: Renovate, and so this, needs ${engines.node}\n`);
    return EXIT.failed;
  }
  let exitCode: number = EXIT.ok;
  const program = createProgram(io, async (result) => {
    exitCode = await result;
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

function createProgram(io: Io, done: (exitCode: Promise<number>) => Promise<void>): Command {
  const program = new Command('aks-sysext-renovate')
    .description('See what Renovate will do with the sysexts in a repository, before anything is merged.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err });
  const verbose = () => new Option('--verbose', "show Renovate's log, and stack traces").default(false);
  const tagsFile = () => new Option('--tags <file>', 'a snapshot of tags; nothing else is asked, no network needed');
  const preset = () => new Option('--preset <path>', 'the folder whose presets stand in for the published ones');
  const planning = (command: Command) =>
    command
      .addOption(new Option('--format <format>', 'what the answer is written as').choices(FORMATS).default('text'))
      .option('--output <file>', 'write the answer to a file')
      .option('--fail-on <what>', `exit 2 on any of ${FAIL_ON.join(', ')}; a list with commas`, parseFailOn, [])
      .addOption(verbose());
  planning(program.command('plan'))
    .description('the pull requests that Renovate will open, with diffs; what it holds back and why; what is wrong')
    .argument('[dir]', 'the repository', '.')
    .addOption(tagsFile())
    .addOption(preset())
    .action((dir, options) => done(plan(dir, options, io)));
  program
    .command('tags')
    .description('a snapshot of everything that a plan looks up, for plan --tags')
    .argument('[dir]', 'the repository', '.')
    .requiredOption('--output <file>', 'where the snapshot goes')
    .addOption(preset())
    .addOption(verbose())
    .action((dir, options) => done(tags(dir, options, io)));
  program
    .command('explain')
    .description('one slot: every candidate, and the rule that decides on it')
    .argument('<repository>', 'such as mcr.microsoft.com/oss/v2/kubernetes/kubelet-sysext')
    .argument('<value>', 'such as v1.34.9-2-azlinux3')
    .addOption(tagsFile())
    .addOption(verbose())
    .action((repository, value, options) => done(explain(repository, value, options, io)));
  planning(program.command('demo'))
    .description('the plan of the bundled example, without a network')
    .action((options) => done(demo(options, io)));
  return program;
}

function parseFailOn(text: string): FailOn[] {
  return text.split(',').map((name) => {
    const known = FAIL_ON.find((one) => one === name.trim());
    if (known === undefined) throw new InvalidArgumentError(`it is one or more of ${FAIL_ON.join(', ')}.`);
    return known;
  });
}
