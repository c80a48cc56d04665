import { stat } from 'node:fs/promises';
import { machine } from 'node:os';
import path from 'node:path';
import { type Command, Option } from 'commander';
import type { Context } from '../node/context.ts';
import { runProgram } from '../node/run-program.ts';
import { openRegistry } from '../registry/open.ts';
import { oneLine } from '../report/escape.ts';
import { type Arch, fromUnameArch, parseArch } from '../sysext/arch.ts';
import { formatOption, parsed, tracesOption } from './cli.ts';
import type { Io } from './io.ts';

/** Where components are published, if no mirror is named. */
const DEFAULT_REGISTRY = 'mcr.microsoft.com';

/** What the commands of the node side answer in. */
const NODE_FORMATS = ['text', 'json'] as const;
export type NodeFormat = (typeof NODE_FORMATS)[number];

/** The options that decide where a component comes from. */
export interface SourceOptions {
  readonly arch?: Arch;
  readonly root: string;
  readonly registry: string;
  readonly distro?: string;
  readonly isolated: boolean;
  readonly tarball?: string;
  readonly format: NodeFormat;
}

/** The absolute path of a root. @throws {Error} if it is not a directory: a misspelled one must not look like an empty one. */
export async function rootFolder(dir: string): Promise<string> {
  const found = await stat(dir).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new Error(`--root ${dir} is not a directory`);
  return path.resolve(dir);
}

/** The registries and programs of this machine. Who uses it clears the progress at its end. */
export function nodeContext(io: Io): Context {
  return { open: openRegistry, run: runProgram, onProgress: (text) => io.progress(oneLine(text)) };
}

/** The arch of this machine. @throws {Error} when systemd has no name for it. */
export function hostArch(): Arch {
  return fromUnameArch(machine());
}

/** Adds the options that decide where a component comes from. */
export function addSourceOptions(command: Command): Command {
  return command
    .option('--root <dir>', "the node's root", '/')
    .option('--arch <arch>', "systemd's name; this machine's, if not given", parsed(parseArch))
    .option('--registry <registry>', 'a host or a URL, also with the prefix of a mirror', DEFAULT_REGISTRY)
    .addOption(distroOption())
    .option('--isolated', 'the registry cannot list tags', false)
    .option('--tarball <url>', 'a URL or a file; {name}, {version} and {arch} (as in amd64) are filled in')
    .addOption(nodeFormatOption())
    .addOption(tracesOption());
}

export function nodeFormatOption(): Option {
  return formatOption(NODE_FORMATS);
}

export function distroOption(): Option {
  return new Option('--distro <distro>', 'the distro of versions that name none');
}

/** Reads one architecture after the other. */
export const collectArch = parsed((text: string, before: readonly Arch[] = []) => [...before, parseArch(text)]);
