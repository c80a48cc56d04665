import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { USR_LOCAL, usrLocalButane, writeUsrLocal } from '../host/usr-local.ts';
import { type Cli, tracesOption } from './cli.ts';
import { rootDirectory } from './host-options.ts';
import { EXIT, type Io } from './io.ts';

/** The options of `usr-local`. */
interface UsrLocalFlags {
  readonly root: string;
  readonly name: string;
  readonly target: string;
  readonly butane: boolean;
}

export function addUsrLocal(program: Command, { io, done }: Cli): void {
  program
    .command('usr-local')
    .description('Write an extension that makes /usr/local writable')
    .option('--root <dir>', 'the root to write it to', '/')
    .option('--name <name>', "the extension's name", USR_LOCAL.name)
    .option('--target <dir>', 'the writable directory that /usr/local becomes a link to', USR_LOCAL.target)
    .option('--butane', 'print it as a Butane configuration, and do not write it', false)
    .addOption(tracesOption())
    .action((options) => done(usrLocal(options, io)));
}

/** `usr-local`: writes an extension that makes /usr/local writable or, with `butane`, prints it as a configuration. */
async function usrLocal({ root, name, target, butane }: UsrLocalFlags, io: Io): Promise<number> {
  if (butane) {
    io.out(usrLocalButane({ name, target }));
    return EXIT.ok;
  }
  const into = await rootDirectory(root);
  await writeUsrLocal(into, { name, target });
  io.out(`${path.join(into, 'var/lib/extensions', name)}: /usr/local is a link to ${target} once it is merged\n`);
  return EXIT.ok;
}
