import { stat } from 'node:fs/promises';
import { machine } from 'node:os';
import path from 'node:path';
import { type Command, Option } from '@commander-js/extra-typings';
import type { Context } from '../host/context.ts';
import { openRegistry } from '../registry/client.ts';
import type { RetryPolicy } from '../registry/retry.ts';
import { oneLine } from '../report/escape.ts';
import { type Arch, fromUnameArch, parseArch } from '../sysext/arch.ts';
import { DEFAULT_REGISTRY } from '../sysext/image-reference.ts';
import { isDistro } from '../sysext/tag.ts';
import { runProgram } from '../system/run-program.ts';
import { formatOption, parsed, tracesOption } from './cli.ts';
import type { Io } from './io.ts';

const HOST_FORMATS = ['text', 'json'] as const;

/** The formats of the results of `pull`, `resolve` and `merge`. */
export type HostFormat = (typeof HOST_FORMATS)[number];

/** The options that decide from which source a host gets a component. */
export interface SourceFlags {
  readonly arch?: Arch;
  readonly root: string;
  readonly registry: string;
  readonly distro?: string;
  readonly isolated: boolean;
  readonly tarball?: string;
  readonly retryFor: number;
  readonly format: HostFormat;
}

/** The absolute path of a root. @throws {Error} if it is not a directory: a misspelled one must not look like an empty one. */
export async function rootDirectory(dir: string): Promise<string> {
  const found = await stat(dir).catch(() => undefined);
  if (found?.isDirectory() !== true) throw new Error(`--root ${dir} is not a directory`);
  return path.resolve(dir);
}

/**
 * The registries and programs of this machine. The caller clears the progress at its end.
 *
 * @param retryFor milliseconds, as `--retry-for` has them. Each retry is a note on stderr.
 */
export function hostContext(io: Io, retryFor: number): Context {
  const retry: RetryPolicy = {
    retryFor,
    attempts: Number.POSITIVE_INFINITY,
    onRetry: (note) => {
      io.progress('');
      io.err(`note: ${oneLine(note)}\n`);
    },
  };
  return {
    open: (url) => openRegistry(url, retry),
    run: runProgram,
    retry,
    onProgress: (text) => io.progress(oneLine(text)),
  };
}

/** The arch of this machine. @throws {Error} if systemd does not have a name for it. */
export function hostArch(): Arch {
  return fromUnameArch(machine());
}

/** Adds the options that decide from which source a host gets a component. @param retryFor the default of `--retry-for`. */
export function addSourceOptions(command: Command, retryFor: string) {
  return command
    .option('--root <dir>', "the host's root", '/')
    .option('--arch <arch>', "systemd's name; this machine's, if not given", parsed(parseArch))
    .option('--registry <registry>', 'a host or a URL, also with the prefix of a mirror', DEFAULT_REGISTRY)
    .addOption(distroOption())
    .option('--isolated', 'the registry cannot list tags', false)
    .option('--tarball <url>', 'a URL or a file; {name}, {version} and {arch} (as in amd64) are replaced')
    .addOption(retryForOption(retryFor))
    .addOption(hostFormatOption())
    .addOption(tracesOption());
}

/** The architectures of a command for several of them: one value each, so that no other argument is taken for one. */
export function archesOption(description: string) {
  return new Option('--arch <arch>', `${description}; can be repeated`).argParser(
    parsed((text: string, before: readonly Arch[] = []) => [...before, parseArch(text)]),
  );
}

export function mirrorOption() {
  return new Option('--registry <registry>', 'a mirror to pull from: a host or a URL, also with a prefix');
}

export function hostFormatOption() {
  return formatOption(HOST_FORMATS);
}

/** The distro of versions without one. On a host, it is a setting. */
export function distroOption() {
  const option = new Option('--distro <distro>', 'the distro of versions without one').argParser(parsed(parseDistro));
  // An environment variable that is empty counts as not set.
  return process.env['AKS_SYSEXT_DISTRO'] === '' ? option : option.env('AKS_SYSEXT_DISTRO');
}

function parseDistro(text: string): string {
  if (isDistro(text)) return text;
  throw new Error(`${JSON.stringify(text)} is not a distro, such as azlinux3`);
}

/** @param value the default. */
export function retryForOption(value: string) {
  return new Option('--retry-for <time>', 'how long transient errors of a registry are retried: 0, 30s, 10m or 1h')
    .argParser(parsed(parseTime))
    .default(parseTime(value), value);
}

const MS_PER_UNIT = { s: 1000, m: 60_000, h: 3_600_000 };

/** Parses `0`, `30s`, `10m` or `1h`. @returns milliseconds. @throws {Error} for everything else. */
function parseTime(text: string): number {
  const [, number = '', unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  if (text === '0') return 0;
  if (unit === 's' || unit === 'm' || unit === 'h') return Number(number) * MS_PER_UNIT[unit];
  throw new Error('write a number and a unit, such as 30s, 10m or 1h, or 0 for no retries');
}
