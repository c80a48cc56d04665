import path from 'node:path';
import type { Command } from '@commander-js/extra-typings';
import { USR_LOCAL, usrLocalButane, writeUsrLocal } from '../host/usr-local.ts';
import { type Cli, tracesOption } from './cli.ts';
import { EXIT, type Io } from './io.ts';
import { rootFolder } from './node-options.ts';

export interface UsrLocalOptions {
  readonly root: string;
  readonly name: string;
  readonly target: string;
  readonly butane: boolean;
}

export function addUsrLocal(program: Command, { io, done }: Cli): void {
  program
    .command('usr-local')
    .description('an extension that makes /usr/local writable')
    .option('--root <dir>', 'where it is written to', '/')
    .option('--name <name>', "the extension's name", USR_LOCAL.name)
    .option('--target <dir>', 'the writable folder that /usr/local becomes a link to', USR_LOCAL.target)
    .option('--butane', 'print it as a Butane configuration, and write nothing', false)
    .addOption(tracesOption())
    .action((options) => done(usrLocal(options, io)));
}

/** `usr-local`: an extension that makes /usr/local writable, in a root or, with `butane`, as a configuration. */
export async function usrLocal({ root, name, target, butane }: UsrLocalOptions, io: Io): Promise<number> {
  if (butane) {
    io.out(usrLocalButane({ name, target }));
    return EXIT.ok;
  }
  const into = await rootFolder(root);
  await writeUsrLocal(into, { name, target });
  io.out(`${path.join(into, 'var/lib/extensions', name)}: /usr/local is a link to ${target} once it is merged\n`);
  return EXIT.ok;
}
