import { type Command, Option } from '@commander-js/extra-typings';

/** Adds the former names of commands and options: using one is an error that states the current name. */
export function addRenamed(program: Command): void {
  for (const command of program.commands.filter(hasSnapshot)) {
    const fail = () => {
      throw new Error('unknown option --tags: use --snapshot instead');
    };
    command.addOption(new Option('--tags <file>').hideHelp().argParser(fail));
  }
  program
    .command('tags', { hidden: true })
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      throw new Error('unknown command "tags": use "snapshot" instead');
    });
}

function hasSnapshot({ options }: Command['commands'][number]): boolean {
  return options.some(({ long }) => long === '--snapshot');
}
